"""The states that rows of the office go through, in the office's own words."""

from enum import StrEnum


class RecipientState(StrEnum):
    """What a person is in a programme."""

    CANDIDATE = "Calon"
    CHOSEN = "Ditetapkan"
    RESERVE = "Cadangan"
    REPLACED = "Diganti"
    DROPPED = "Gugur"


class Answer(StrEnum):
    """What the mayor wrote on the disposition sheet."""

    AGREED = "Setuju"
    AGREED_WITH_NOTES = "Setuju dengan catatan"
    RETURNED = "Dikembalikan"
    REJECTED = "Ditolak"


class LetterState(StrEnum):
    """The way of a letter."""

    DRAFT = "Konsep"
    INITIALLING = "Menunggu paraf"
    READY = "Menunggu tanda tangan"
    SIGNED = "Ditandatangani"
    NUMBERED = "Bernomor"
    SENT = "Terkirim"
    REPLACED = "Diganti"


UNSIGNED = (LetterState.DRAFT, LetterState.INITIALLING, LetterState.READY)
SIGNED = (LetterState.SIGNED, LetterState.NUMBERED, LetterState.SENT)  # a letter that proves a paper of the SOP


class ImportState(StrEnum):
    """An import is invisible until it is valid."""

    READING = "Disiapkan"
    VALID = "Berlaku"
    UNDONE = "Dibatalkan"


class Verdict(StrEnum):
    """What a person decided about two people who look like one."""

    SAME = "Orang yang sama"
    DIFFERENT = "Bukan orang yang sama"


class PointState(StrEnum):
    """A distribution point during the day."""

    PLANNED = "Direncanakan"
    OPEN = "Dibuka"
    CLOSED = "Ditutup"
