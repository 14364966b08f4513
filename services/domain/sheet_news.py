"""What Beranda says of the Google Sheet: isian that wait for a decision, and a sheet that cannot be reached. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from services.domain import wording
from services.domain.access import may
from services.domain.occasion import Role
from services.domain.today import Line


@dataclass(frozen=True)
class SheetNews:
    """How the sheet stands: open cases, changes that wait, the error of the last round, when one went well last.

    `passing`: the error goes away by itself, as a line that is down does.
    """

    conflicts: int = 0
    proposals: int = 0
    faulty: int = 0
    pending: int = 0
    error: str = ""
    passing: bool = False
    last: datetime | None = None

    @property
    def since(self) -> str:
        return f" sejak {wording.moment(self.last)}" if self.last else ""


@dataclass(frozen=True)
class _News:
    """A sentence for when it holds: {f} is the news, {n} its number; `page` is where it leads."""

    word: str
    right: str
    number: Callable[[SheetNews], int]
    sentence: str
    link: str
    page: str


NEWS = (
    _News("Terlambat", "sheet", lambda f: int(bool(f.error) and f.passing),
          "Google Sheet tidak terjangkau{f.since}; {f.pending} perubahan menunggu dan tidak hilang.",
          "Periksa sambungan", "sheet"),
    _News("Terlambat", "sheet", lambda f: int(bool(f.error) and not f.passing),
          "Google Sheet perlu perhatian: {f.error}", "Periksa sambungan", "sheet"),
    _News("Perlu keputusan", "cases", lambda f: f.conflicts,
          "{n} isian diubah di Google Sheet dan di panel pada waktu yang sama.", "Putuskan", "cases"),
    _News("Perlu keputusan", "cases", lambda f: f.proposals,
          "{n} isian yang hanya ditulis panel diubah di Google Sheet.", "Lihat usulan", "cases"),
    _News("Perlu keputusan", "cases", lambda f: f.faulty,
          "{n} isian di Google Sheet tidak dapat dipakai panel.", "Perbaiki", "cases"),
)


def lines(news: SheetNews, role: Role) -> Iterator[Line]:
    """The sentences for a role."""
    for one in NEWS:
        number = one.number(news)
        if number and may(role, one.right):
            yield Line(one.word, one.sentence.format(f=news, n=wording.number(number)), "", "", one.link, "", "", page=one.page)
