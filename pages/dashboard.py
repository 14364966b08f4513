"""The dashboard of the head of office: one screen, read in ten seconds. It draws itself anew when something changed."""

import streamlit as st

from pages import frame
from pages.pieces import components, take_away
from pages.pieces.components import Goal, Way
from pages.pieces.take_away import Printout
from services import dashboard, dashboard_paper, news
from services.correspondence import NAMES
from services.dashboard import Distribution
from services.domain import wording
from services.domain.occasion import Role
from services.domain.states import RecipientState
from services.people.recipients import SERVED

REFRESH = 10  # seconds
ROOMY = 5  # programmes of which the screen holds every sentence; of more, those of the late ones


@st.fragment(run_every=REFRESH)
def watch(drawn: int) -> None:
    """Draw the screen anew as soon as somebody changed something."""
    if news.change_count(office) != drawn:
        st.rerun()


def letters_waiting() -> None:
    """The primary action: the letters that wait for the head of office."""
    if not board.letters:
        return
    whose = "Anda" if person.role is Role.HEAD_OF_OFFICE else "Kepala Dinas"
    label = f"Buka {len(board.letters)} surat menunggu {whose}"
    if actions.button(label, type="primary", icon=":material/mail:"):
        to_letters().open()


def to_letters() -> Goal:
    """To the one letter that waits, or to the list of all."""
    return components.goal_of(*board.letters[0]) if len(board.letters) == 1 else Goal("dashboard.py", {"surat": "menunggu"})


def list_letters() -> None:
    """Every letter that waits for the head of office, each the way to it."""
    st.header(f"Surat menunggu Kepala Dinas ({len(board.waiting)})", anchor=False)
    names = {view.programme["id"]: view.programme["name"] for view in board.programmes}
    components.ways([
        Way("Hari ini", f"{NAMES.get(row['kind']) or row['about']} – ", names[row["programme"]], "", "Buka",
            components.goal_of(row["programme"], row["stage"] or "")) for row in board.waiting], "letters")


def figures() -> None:
    """Four numbers; each opens its rows, of one programme alone where only one hands out."""
    only = {"program": board.running[0].programme["id"]} if len(board.running) == 1 else {}
    letters = to_letters() if board.letters else Goal("registers.py")
    chosen = Goal("recipients.py", {**only, "keadaan": RecipientState.CHOSEN})
    served = Goal("recipients.py", {**only, "keadaan": SERVED})
    goals = (Goal("programmes.py"), letters, chosen, served)
    said = dashboard_paper.figures(board)
    components.figures([(*figure, goal) for figure, goal in zip(said, goals, strict=True)], "figures")


def choose() -> Distribution | None:
    """The distribution to show: the newest, or the one picked."""
    known = {one.programme["id"]: one for one in board.distributions}
    picked = st.session_state.get("distribution", next(iter(known), None))
    return known.get(picked)


def distribution(shown: Distribution | None) -> None:
    """Hand-overs by kelurahan, as a schematic map."""
    if shown is None:
        st.header("Penyaluran", anchor=False)
        st.write("Belum ada penyaluran. Denah kelurahan muncul setelah daftar penerima suatu program ditetapkan.")
        return
    st.header(frame.plain(f"Penyaluran {shown.programme['name']}"), anchor=False)
    components.tiles(shown, office.places.kecamatan)


def table(shown: Distribution) -> None:
    """The rows behind the map."""
    known = {one.programme["id"]: one.programme["name"] for one in board.distributions}
    with st.expander("Lihat sebagai tabel"):
        st.selectbox("Program", list(known), 0, known.__getitem__, key="distribution")
        st.dataframe(
            [
                {"Kecamatan": place[0], "Kelurahan": place[1], "Direncanakan": planned, "Diserahkan": handed,
                 "Sisa": planned - handed}
                for place, (handed, planned) in sorted(shown.places.items(), key=str)
            ],
            hide_index=True,
        )


person = frame.require("dashboard")
office, occasion = frame.office(), frame.act("look")
drawn = news.change_count(office)
board = dashboard.dashboard(office, occasion.today)
shown = choose()
when = f"{wording.weekday_date(occasion.today)}, {wording.clock(occasion.now)}"
actions = frame.head("Dasbor Kepala Dinas", f"{when} · {board.sentence}")
letters_waiting()
with actions:
    take_away.offer("dashboard", Printout(
        "Unduh PDF", "dasbor.pdf", lambda office, occasion: dashboard_paper.pdf(office, board, shown, occasion.now)))
if board.waiting and "surat" in st.query_params:
    list_letters()
figures()
left, right = st.columns([2, 3])
with left.container(border=True, height="stretch"):
    st.header("Program, yang terlambat dulu", anchor=False)
    if board.programmes:
        components.programmes(board.programmes, "programmes", compact=len(board.programmes) > ROOMY)
    else:
        st.write("Tidak ada program yang berjalan.")
with right.container(border=True, height="stretch"):
    distribution(shown)
if shown:
    table(shown)
watch(drawn)
