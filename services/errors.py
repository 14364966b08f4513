"""The one tree of errors. `str(error)` is the sentence a user reads: what is wrong and what to do.

    PanelError
    ├── BadInput          what was given cannot be taken; holds every Problem at once
    │   └── BadFile       a file that cannot be read or must not be taken
    ├── NotAllowed        the role may not do this
    ├── NotSignedIn       no valid session
    ├── NotFound          there is no such row, file or page (any more)
    ├── NotReady          a gate of the SOP is not satisfied; holds what is missing
    ├── Stale             somebody else changed the same field meanwhile; holds both values
    ├── Refused           a rule says no (already handed over, number taken, list is fixed)
    └── Trouble           the machine, not the user: disk, database, sheet; `retry` says whether trying again can help
        ├── Unclear       the sheet gave no clear answer: what was asked may have been done, or not
        └── Rejected      the sheet refused the batch as a whole: nothing was done

Errors carry data; no sentence holds personal data unless the class says so, and none is written to a log.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


class PanelError(Exception):
    """Anything the panel can say in a sentence."""


@dataclass(frozen=True)
class Problem:
    """One fault of an input: the field's name (or None for the whole) and the sentence about it."""

    field: str | None
    sentence: str


class BadInput(PanelError):
    """What was given cannot be taken. All problems are reported together."""

    def __init__(self, *problems: Problem | str):
        self.problems = tuple(p if isinstance(p, Problem) else Problem(None, p) for p in problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))


class BadFile(BadInput):
    """A file that cannot be read, or that the panel does not take."""


class NotAllowed(PanelError):
    """The role of the person may not do this."""

    def __init__(self, what: str):
        super().__init__(f"Peran Anda tidak boleh {what}. Minta Administrator bila ini tugas Anda.")


class NotSignedIn(PanelError):
    """There is no valid session."""

    def __init__(self) -> None:
        super().__init__("Anda sudah lama tidak aktif. Masuk kembali, lalu ulangi.")


class NotFound(PanelError):
    """There is no such thing, or no longer."""

    def __init__(self, what: str):
        super().__init__(f"{what} tidak ditemukan. Mungkin sudah dihapus; muat ulang halaman ini.")


class NotReady(PanelError):
    """A gate of the SOP is not satisfied. `missing` names what is lacking, in words."""

    def __init__(self, what: str, missing: Sequence[str]):
        self.missing = tuple(missing)
        super().__init__(f"{what} belum dapat dilakukan. Masih kurang: {', '.join(self.missing)}.")


class Stale(PanelError):
    """Somebody changed the same fields since they were shown. `theirs` holds what stands there now, by field name."""

    def __init__(self, headers: Sequence[str], theirs: Mapping[str, Any]):
        self.theirs = dict(theirs)
        super().__init__(
            f"Isian {', '.join(headers)} sudah diubah orang lain. Isian Anda belum disimpan; "
            "lihat yang baru, lalu simpan lagi."
        )


class Refused(PanelError):
    """A rule says no. The sentence says which, and what to do instead."""


class Trouble(PanelError):
    """The machine failed, not the user. `retry` tells whether trying again can help."""

    def __init__(self, sentence: str, retry: bool = True):
        self.retry = retry
        super().__init__(sentence)


class Unclear(Trouble):
    """The sheet gave no clear answer: what was asked may have been done, or not."""


class Rejected(Trouble):
    """The sheet refused a batch as a whole; nothing was done. `message` is Google's own, for the protocol and the log."""

    def __init__(self, message: str):
        self.message = message
        super().__init__("Google Sheet berubah saat panel menulis; tidak ada yang tertulis. Panel mencoba lagi sendiri.")
