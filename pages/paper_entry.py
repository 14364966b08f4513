"""The paper way, afterwards: codes and page totals are typed from a tick list; the panel answers before it records."""

import streamlit as st

from pages import frame
from pages.pieces import typed
from services.distribution import tick_lists
from services.distribution.tick_lists import Checked, Fate
from services.domain import wording
from services.domain.schema import POINT
from services.domain.states import PointState
from services.storage.reader import Row

HOW = """\
Ketik satu baris untuk tiap halaman: **halaman, nomor cek, jumlah**; lalu kode orangnya, satu tiap baris. Panel memeriksa selagi Anda mengetik.

| Ketik | Artinya |
|---|---|
| `A 1234 18` | halaman A, nomor cek 1234, 18 orang mengambil; kodenya diketik satu per satu |
| `A 1234 s 18` | semua di halaman A mengambil, kecuali yang diberi `-`; jumlahnya 18 |
| `A17K` · `A17K w` · `A17K w Rahmat` | mengambil sendiri · lewat wakil · dengan nama wakilnya |
| `A17K -` | tidak mengambil |
"""


def pick_list(printed: list[Row]) -> Row:
    """The newest list, unless somebody typed from an older one."""
    if len(printed) == 1:
        return printed[0]
    return st.selectbox("Cetakan", printed, format_func=lambda row: (
        f"Cetakan {row['number']}, {wording.moment(row['at'])}, {len(tick_lists.ticks(row).people)} orang"))


def told(checked: Checked, fate: Fate, title: str) -> None:
    """Those of whom that becomes, each with the reason."""
    if rows := checked.of(fate):
        st.warning(f"**{title} ({len(rows)})**  \n" + "  \n".join(
            frame.plain(f"{row.taken.row} {row.name}: {row.sentence}") for row in rows))


def answer(checked: Checked) -> None:
    """What recording would do: first what is wrong, then what is not finished, then who was served elsewhere."""
    for show, sentences in ((st.error, checked.faults), (st.info, checked.open)):
        if sentences:
            show("  \n".join(frame.plain(sentence) for sentence in sentences))
    told(checked, Fate.SERVED, "Sudah dilayani di tempat lain; dicatat di sana, tidak ditimpa")
    told(checked, Fate.REFUSED, "Tidak dicatat")
    proxies = sum(row.taken.proxy for row in checked.of(Fate.NEW))
    before = len(checked.of(Fate.BEFORE))
    scanned = len(checked.of(Fate.HERE))
    parts = [f"{len(checked.of(Fate.NEW))} penyerahan baru", f"{proxies} lewat wakil" if proxies else "",
             f"{before} sudah dicatat dari daftar ini" if before else "",
             f"{scanned} sudah dicatat dengan pemindai, dihitung sekali" if scanned else ""]
    st.text(" · ".join(filter(None, parts)))


def enter(printed: Row) -> None:
    """The box, the answer and the button."""
    turn = st.session_state.setdefault("turn", 0)  # a new one empties the box
    with st.expander("Cara mengetik", expanded=not turn):
        st.markdown(HOW)
    text = st.text_area("Dari kertas", key=f"typed {printed['id']} {turn}", height=220)
    typed.live()
    if not text.strip():
        return
    checked = tick_lists.check(frame.office(), printed, text, frame.act("look").today)
    answer(checked)
    new, noted = len(checked.of(Fate.NEW)), len(checked.of(Fate.SERVED))
    idle = bool(checked.faults or checked.open) or not (new or noted)
    if frame.button(f"Catat {new} penyerahan", f"send {turn}", type="primary", disabled=idle, icon=":material/check:"):
        with frame.attempt():
            done = tick_lists.record(frame.office(), frame.act(f"record {turn}"), printed, text)
            st.session_state["turn"] += 1
            frame.done(f"record {turn}", f"{done} penyerahan dicatat dari kertas.")


frame.require("handover")
here = frame.query("titik", "Titik salur")
with frame.office().database.reading() as reader:
    point, lists = reader.get(POINT, here), tick_lists.lists_of(reader, here)
frame.head("Catat dari kertas", "", frame.Crumb(point["name"], "distribution_day.py", {"titik": here}), point["state"])
if point["state"] == PointState.CLOSED:
    st.info("Titik ini sudah ditutup. Buka kembali di tahap Penyaluran sebelum mencatat dari kertas.")
elif lists:
    enter(pick_list(lists))
else:
    st.info("Belum ada daftar pengambilan yang dicetak untuk titik ini. Cetak dahulu di tahap 8, Penyaluran.")
