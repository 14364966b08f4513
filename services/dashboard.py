"""What the head of office sees at a glance: programmes on their tracks, letters to sign, hand-overs by place."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services import letter_data, programmes
from services.domain import wording
from services.domain.schema import LETTER, PROGRAMME
from services.domain.sop import Status
from services.domain.states import LetterState, RecipientState
from services.office import Office
from services.programmes import Step
from services.storage import figures, people
from services.storage.figures import Place
from services.storage.reader import Row
from services.waiting import waits_for_head


@dataclass(frozen=True)
class Overview:
    """A programme with its eight steps. `current` is the step to look at: a late one, else the first at work."""

    programme: Row
    steps: list[Step]

    @property
    def current(self) -> Step | None:
        return max((step for step in self.steps if step.open), key=lambda step: step.late, default=None)

    @property
    def late(self) -> bool:
        return any(step.late for step in self.steps)

    @property
    def word(self) -> str:
        """The word of the chip: the programme's end, or the state of its current step."""
        if self.programme["status"] != Status.RUNNING or self.current is None:
            return str(self.programme["status"])
        return self.current.word

    @property
    def sentence(self) -> str:
        """Where it stands: "2. Disposisi Wali Kota – di meja Wali Kota, hari ke-4 dari 2"."""
        if self.programme["status"] != Status.RUNNING or self.current is None:
            return f"{self.programme['status']}, {sum(s.status is Status.DONE for s in self.steps)} dari {len(self.steps)} tahap selesai"
        step = self.current
        return f"{step.stage.number}. {step.stage.title} – di meja {step.desk}, {step.counted}"


def overviews(office: Office, day: date, **equals: Any) -> list[Overview]:
    """The programmes, late ones first, then the running, newest first."""
    with office.database.reading() as reader:
        found = [
            Overview(row, programmes.track(reader, office.sop, row["id"], day))
            for row in reader.find(PROGRAMME, order=("-opened", "name"), **equals)
        ]
    return sorted(found, key=lambda view: (not view.late, view.programme["status"] != Status.RUNNING))


@dataclass(frozen=True)
class Distribution:
    """Handed over and planned of one programme by (kecamatan, kelurahan)."""

    programme: Row
    places: dict[Place, tuple[int, int]]

    @property
    def handed(self) -> int:
        return sum(handed for handed, _ in self.places.values())

    @property
    def planned(self) -> int:
        return sum(planned for _, planned in self.places.values())


@dataclass(frozen=True)
class Dashboard:
    """The dashboard of the head of office. `waiting`: the letters that wait for the signature."""

    programmes: list[Overview]
    waiting: list[Row]
    chosen: int
    distributions: list[Distribution]

    @property
    def letters(self) -> list[tuple[str, str]]:
        """(programme, stage) of each letter that waits."""
        return [(row["programme"], row["stage"] or "") for row in self.waiting]

    @property
    def late(self) -> list[Overview]:
        return [view for view in self.programmes if view.late]

    @property
    def running(self) -> list[Distribution]:
        """The distributions of programmes that run."""
        return [one for one in self.distributions if one.programme["status"] == Status.RUNNING]

    @property
    def sentence(self) -> str:
        """The ten-second answer."""
        if not self.late:
            return "semua program dalam batas waktu" if self.programmes else "belum ada program berjalan"
        count = wording.in_words(len(self.late))
        worst = max((view.current for view in self.late if view.current), key=lambda step: len(step.days))
        return f"{count} program terlambat, terlama {len(worst.days)} hari di meja {worst.desk}"


def dashboard(office: Office, day: date) -> Dashboard:
    """Programmes on their tracks, what waits for a signature, recipients and hand-overs."""
    running = overviews(office, day, status=Status.RUNNING)
    ids = [view.programme["id"] for view in running]
    with office.database.reading() as reader:
        initialled_first = bool(letter_data.initiallers(reader, day))
        waiting = reader.find(LETTER, programme=ids, state=(LetterState.DRAFT, LetterState.READY))
        to_sign = [row for row in waiting if waits_for_head(row, initialled_first)]
        fixed = [row for row in reader.find(PROGRAMME, order=("-fixed_at",)) if row["fixed_at"]]
        return Dashboard(
            programmes=running,
            waiting=to_sign,
            chosen=sum(people.number(reader, one, RecipientState.CHOSEN) for one in ids),
            distributions=[Distribution(row, figures.served_by_place(reader, row["id"])) for row in fixed],
        )
