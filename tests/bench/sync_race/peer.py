"""How a peer changes cells of a tab and reads a tab: `peer.py NAME ACTION JSON`, in the environment of the peers.

Each opens the spreadsheet, as a script does that a person starts. Prints the seconds of the work without its imports.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import gspread
import gspread_dataframe as frames
import pandas as pd
from sheets_server import client
from streamlit_gsheets import gsheets_connection

Task = dict[str, Any]  # url, key, book, tab, file, cells


def tab(task: Task) -> gspread.Worksheet:
    return client.connect(SimpleNamespace(url=task["url"], key=task["key"])).open_by_key(task["book"]).worksheet(task["tab"])


def stored(task: Task, frame: pd.DataFrame) -> None:
    with closing(sqlite3.connect(task["file"])) as connection:
        frame.to_sql("recipient", connection)


def changed(task: Task, frame: pd.DataFrame) -> pd.DataFrame:
    """The same table with other telephones in its first rows."""
    frame["Telepon"] = frame["Telepon"].astype(object)
    frame.loc[: task["cells"] - 1, "Telepon"] = "0511"
    return frame


def plain_change(task: Task) -> None:
    sheet = tab(task)
    column = sheet.row_values(1).index("Telepon") + 1
    for at in range(task["cells"]):
        sheet.update_cell(2 + at, column, "0511")


def plain_read(task: Task) -> None:
    stored(task, pd.DataFrame(tab(task).get_all_records()))


def dataframe_change(task: Task) -> None:
    sheet = tab(task)
    frames.set_with_dataframe(sheet, changed(task, frames.get_as_dataframe(sheet)))


def dataframe_read(task: Task) -> None:
    stored(task, frames.get_as_dataframe(tab(task)))


def connection(task: Task) -> gsheets_connection.GSheetsServiceAccountClient:
    """The client of st.connection("gsheets"), pointed at the stand-in."""
    gsheets_connection.service_account_from_dict = lambda _: client.connect(SimpleNamespace(**task))
    return gsheets_connection.GSheetsServiceAccountClient(
        {"type": "service_account", "spreadsheet": f"https://docs.google.com/spreadsheets/d/{task['book']}"})


def connection_change(task: Task) -> None:
    line = connection(task)
    line.update(worksheet=task["tab"], data=changed(task, line.read(worksheet=task["tab"], ttl=0)))


def connection_read(task: Task) -> None:
    stored(task, connection(task).read(worksheet=task["tab"], ttl=0))


WORK: dict[str, Callable[[Task], None]] = {
    "plain change": plain_change, "plain read": plain_read,
    "gspread-dataframe change": dataframe_change, "gspread-dataframe read": dataframe_read,
    "st-gsheets-connection change": connection_change, "st-gsheets-connection read": connection_read,
}

if __name__ == "__main__":
    work, given = WORK[f"{sys.argv[1]} {sys.argv[2]}"], json.loads(sys.argv[3])
    begun = time.perf_counter()
    work(given)
    print(time.perf_counter() - begun)
