"""What anybody may know of a paper by its code, without sign-in: kind, number, date and state, never who or what."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services import letter_templates
from services.domain import wording
from services.domain.desk import code_in
from services.domain.occasion import WITA
from services.domain.schema import DISPOSITION, HANDOVER, LETTER, PROGRAMME, RECIPIENT
from services.domain.states import SIGNED, LetterState, RecipientState
from services.errors import NotFound, Refused
from services.office import Office
from services.storage import state
from services.storage.reader import Reader, Row

FREE_MISSES = 10
PAUSE = timedelta(minutes=5)
MADE_UP = "Kertas latihan, tidak berlaku."
OLD_INVITATION = "Tidak berlaku lagi: daftar penerima sudah berubah."
OLD_SHEET = "Tidak berlaku lagi: telaahannya diajukan lagi dengan lembar yang lebih baru."

STATES = {
    LetterState.DRAFT: "Dicetak untuk ditandatangani; penandatanganannya belum dicatat.",
    LetterState.INITIALLING: "Belum berlaku. Menunggu paraf.",
    LetterState.READY: "Dicetak untuk ditandatangani; penandatanganannya belum dicatat.",
    LetterState.SIGNED: "Berlaku. Sudah ditandatangani, belum bernomor.",
    LetterState.NUMBERED: "Berlaku. Sudah ditandatangani dan bernomor.",
    LetterState.SENT: "Berlaku. Sudah ditandatangani, bernomor, dan terkirim.",
    LetterState.REPLACED: "Tidak berlaku lagi: sudah diganti surat yang lebih baru.",
}


@dataclass(frozen=True)
class Verified:
    """What is told of a paper; `valid` is False where it must not be relied on any more."""

    kind: str
    number: str
    dated: str
    state: str
    valid: bool = True


def verify(office: Office, typed: str, address: str, now: datetime) -> Verified:
    """The paper of a code. `address`: where the question comes from; too many wrong codes from one are slowed down.

    Raises NotFound, Refused.
    """
    key = f"verify {address}"
    _slow_down(office, key, now)
    code = code_in(typed)
    with office.database.reading() as reader:
        found = next(filter(None, (look(reader, code) for look in LOOKS)), None) if code else None
    if found is None:
        state.count_failure(office.database, key, now)
        raise NotFound("Kode ini")
    return replace(found, state=MADE_UP, valid=False) if state.is_sample(office.database) else found


def _slow_down(office: Office, key: str, now: datetime) -> None:
    missed, last = state.failures(office.database, key)
    if last is not None and now >= last + PAUSE:
        state.forget_failures(office.database, key)
    elif missed >= FREE_MISSES:
        raise Refused("Terlalu banyak kode yang salah. Tunggu 5 menit, lalu coba lagi.")


def _letter(reader: Reader, code: str) -> Verified | None:
    row = reader.first(LETTER, code=code)
    if row is None:
        return None
    dated = wording.long_date(row["dated"]) if row["dated"] else ""
    standing = LetterState(row["state"])
    return Verified(
        letter_templates.title(row["kind"]), row["number"] or "", dated, STATES[standing],
        valid=standing in SIGNED)


def _receipt(reader: Reader, code: str) -> Verified | None:
    """The invitation and the receipt of a person bear one code; nothing of the person is told."""
    row = reader.first(RECIPIENT, code=code)
    if row is None:
        return None
    programme = reader.get(PROGRAMME, row["programme"])
    handed = reader.first(HANDOVER, recipient=row["id"], cancelled_at=None)
    day = wording.long_date(handed["at"].astimezone(WITA).date()) if handed else ""
    state_of = "Paket sudah diserahkan." if handed else "Paket belum tercatat diserahkan."
    if not handed and row["state"] != RecipientState.CHOSEN:
        return Verified(_named(programme), "", "", OLD_INVITATION, valid=False)
    return Verified(_named(programme), "", day, state_of)


def _disposition(reader: Reader, code: str) -> Verified | None:
    """The sheet that goes to the mayor; what he wrote on it is not told."""
    row = reader.first(DISPOSITION, code=code)
    if row is None:
        return None
    newer = reader.find(DISPOSITION, programme=row["programme"], stage=row["stage"], order=("-turn",), limit=1)[0]
    replaced = newer["id"] != row["id"]
    state_of = "Sudah dijawab." if row["answer"] else "Menunggu jawaban."
    return Verified("Lembar disposisi", "", wording.long_date(row["sent"]), OLD_SHEET if replaced else state_of, not replaced)


def _named(programme: Row) -> str:
    return f"Undangan dan tanda terima {programme['name']} Tahun Anggaran {programme['year']}"


LOOKS: tuple[Callable[[Reader, str], Verified | None], ...] = (_letter, _receipt, _disposition)
