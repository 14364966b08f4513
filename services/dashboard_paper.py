"""The dashboard of the head of office on paper: the same facts as its screen, on one page."""

from collections import Counter
from datetime import datetime

from services import letterhead
from services.dashboard import Dashboard, Distribution
from services.domain import wording
from services.domain.occasion import WITA
from services.letters import papers
from services.letters.board import Board, Handed, Track
from services.office import Office, settings_of

UNKNOWN = "Tidak diketahui"


def figures(board: Dashboard) -> tuple[tuple[str, str], ...]:
    """The four numbers above everything, on the screen and on paper: (label, value). They count all that runs."""
    handed, planned = (sum(getattr(one, what) for one in board.running) for what in ("handed", "planned"))
    shown = f"{wording.number(handed)}/{wording.number(planned)}" if board.running else "–"
    return (
        ("Program terlambat", wording.number(len(board.late))), ("Surat menunggu", wording.number(len(board.letters))),
        ("Penerima ditetapkan", wording.number(board.chosen)), ("Paket diserahkan", shown),
    )


def pdf(office: Office, board: Dashboard, shown: Distribution | None, now: datetime) -> bytes:
    """The page: the distribution that the screen shows by kelurahan, the others that run by kecamatan."""
    local = now.astimezone(WITA)
    with office.database.reading() as reader:
        paper, head = settings_of(reader)["paper"], letterhead.of(office, reader)
    made = Board(
        when=f"{wording.weekday_date(local.date())}, pukul {wording.clock(now)}",
        sentence=board.sentence[:1].upper() + board.sentence[1:] + ".", figures=figures(board),
        tracks=tuple(
            Track(view.programme["name"], view.word, view.sentence, tuple(step.word for step in view.steps))
            for view in board.programmes),
        letters=_letters(office, board), programme=shown.programme["name"] if shown else "", places=_places(shown),
        others=tuple((one.programme["name"], _places(one)) for one in board.running if one != shown))
    return papers.dashboard(made, head, now=now, paper=paper)


def _letters(office: Office, board: Dashboard) -> tuple[str, ...]:
    """A line for each stage whose letters wait: "Bantuan Lansia, tahap 1. Telaahan: 1 surat"."""
    names = {view.programme["id"]: view.programme["name"] for view in board.programmes}
    titles = {stage.key: f", tahap {stage.number}. {stage.title}" for stage in office.sop.stages}
    return tuple(
        f"{names[programme]}{titles.get(stage, '')}: {count} surat"
        for (programme, stage), count in Counter(board.letters).items())


def _places(shown: Distribution | None) -> tuple[Handed, ...]:
    places = sorted(shown.places.items(), key=str) if shown else []
    return tuple(
        Handed(kecamatan or UNKNOWN, kelurahan or UNKNOWN, planned, handed)
        for (kecamatan, kelurahan), (handed, planned) in places)
