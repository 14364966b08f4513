"""connect, sync and verify: the commands that tie a data folder to a Google Sheet, and the proof of its history."""

import argparse
import contextlib
import json
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from services import verification
from services.command_line import DONE, SHORT, Parser, act, content_of, json_argument
from services.errors import BadInput
from services.office import open_office
from services.settings import Settings
from services.storage.sheet import GOOGLE
from services.sync import connection, rounds
from services.sync.link import open_link
from services.sync.preview import Preview, preview

NO_SHEET = "Belum ada Google Sheet yang terhubung. Hubungkan dulu dengan perintah connect."


def connect(chosen: Settings, options: argparse.Namespace) -> int:
    """Tie the data folder to a spreadsheet and make its tabs."""
    key = content_of(options.key, "Berkas kunci")
    with contextlib.closing(open_office(chosen.data)) as office:
        now = datetime.now(UTC)
        _say_what_meets(preview(office, act(now), key, options.sheet, options.api_url, time.sleep))
        made = connection.connect(office, act(now), key, options.sheet, options.api_url, time.sleep, options.take_over)
    print(f"Terhubung dengan Google Sheet “{made.title}”. {made.sentence}")
    if options.json:
        print(json.dumps({"sheet": made.sheet, "tabs": made.tabs}, ensure_ascii=False))
    return DONE


def _say_what_meets(found: Preview) -> None:
    """Show what is where before two filled sides are merged; whoever sits at a terminal is asked. Raises BadInput (no)."""
    print(found.trial)
    print(found.sentence)
    if not found.both_filled:
        return
    print("\n".join(meeting.sentence for meeting in found.meetings if meeting.both_filled))
    if sys.stdin.isatty() and input("Gabungkan? Ketik ya: ").strip().lower() != "ya":
        raise BadInput("Dibatalkan. Tidak ada yang diubah.")


def sync(chosen: Settings, options: argparse.Namespace) -> int:
    """Rounds of sync with the sheet, one with --once; Ctrl+C ends them."""
    with contextlib.closing(open_office(chosen.data)) as office:
        link = open_link(office, time.sleep, time.monotonic)
        if link is None:
            raise BadInput(NO_SHEET)
        while True:
            report = rounds.sync(office, act(datetime.now(UTC)), link)
            print(report.sentence, flush=True)
            if options.json:
                print(json.dumps(asdict(report), ensure_ascii=False), flush=True)
            if options.once:
                return SHORT if report.error else DONE
            time.sleep(office.settings()["sync_seconds"])


def verify(chosen: Settings, options: argparse.Namespace) -> int:
    """Check the history's chain, and its anchors where a sheet is connected."""
    with contextlib.closing(open_office(chosen.data)) as office:
        verdict = verification.verify(office, open_link(office, time.sleep, time.monotonic))
    print(verdict.sentence)
    if options.json:
        found = {"entries": verdict.entries, "intact": verdict.intact, "first_fault": verdict.first_fault}
        print(json.dumps(found))
    return DONE if verdict.intact else SHORT


def connect_arguments(parser: Parser) -> None:
    parser.add_argument("--key", metavar="KEY.json", type=Path, required=True, help="kunci akun layanan Google")
    parser.add_argument("--sheet", metavar="URL", required=True, help="alamat atau ID Google Sheet")
    parser.add_argument("--api-url", metavar="URL", default=GOOGLE, help="alamat layanan Sheets (bawaan: Google)")
    parser.add_argument("--take-over", action="store_true", help="ambil alih lembar yang dipakai panel lain")
    json_argument(parser)


def sync_arguments(parser: Parser) -> None:
    parser.add_argument("--once", action="store_true", help="satu putaran saja")
    json_argument(parser)
