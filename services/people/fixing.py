"""Stage 6: the list fixed, reopened, and somebody of it replaced.

A list is fixed by one change at the end (`fixed_at` and the seal), after its rows were written in chunks.
"""

from collections.abc import Callable, Sequence
from functools import partial

from services import programmes
from services.domain import choosing, wording
from services.domain.occasion import Occasion
from services.domain.schema import HANDOVER, PROGRAMME, RECIPIENT
from services.domain.sop import OPEN, Action, Status
from services.domain.states import RecipientState
from services.errors import NotReady, Refused
from services.office import Office
from services.people.recipients import on_the_list
from services.people.selection import CHUNK, arranged, obstacles, require_open, require_reason
from services.storage import desk, people
from services.storage.database import Change, update
from services.storage.reader import Reader, Row

STAGE = "recap"
Told = Callable[[int, int], object]  # rows done, rows in all; may raise to stop


def fix(office: Office, occasion: Occasion, programme: str, told: Told = lambda _done, _of: None) -> None:
    """Fix the list: chosen and reserve in their order, sealed. Raises NotAllowed, NotReady, Refused.

    A person fixes it through `audit.fix`, which does not pass over what the check found.
    """
    with office.database.reading() as reader:
        if reader.rows_of(occasion.operation):
            return
        changes = _to_write(ready_to_fix(reader, programme), people.candidates(reader, programme))
    _in_chunks(office, occasion, "list", programme, changes, told)
    office.database.change(occasion, "list", partial(_sealed, occasion=occasion, programme=programme))


def ready_to_fix(reader: Reader, programme: str) -> Row:
    """The programme whose list can be fixed now. Raises Refused, NotReady."""
    row = require_open(reader, programme)
    if programmes.stages(reader, programme)[STAGE]["status"] not in OPEN:
        raise Refused("Tahap Rekapitulasi belum berjalan. Selesaikan dahulu tahap sebelumnya.")
    if lacking := obstacles(reader, row):
        raise NotReady("Penetapan daftar", lacking)
    return row


def _to_write(programme: Row, rows: Sequence[Row]) -> list[Change]:
    """The changes that bring everybody where the proposal has them."""
    now = {row["id"]: (row["state"], row["rank"], row["reason"]) for row in rows}
    wanted = {
        one.id: (RecipientState.CHOSEN if one.chosen else RecipientState.RESERVE, one.rank, one.reason)
        for one in arranged(programme, rows)
    }
    return [
        update(RECIPIENT, row, state=state, rank=rank, reason=reason)
        for row, (state, rank, reason) in wanted.items() if now[row] != (state, rank, reason)
    ]


def _in_chunks(
    office: Office, occasion: Occasion, right: str, programme: str, changes: Sequence[Change], told: Told
) -> None:
    """Write many changes of a list that is not fixed. Each may be repeated, so no chunk needs to be remembered."""

    def plan(reader: Reader, chunk: Sequence[Change]) -> Sequence[Change]:
        require_open(reader, programme)
        return chunk

    for start in range(0, len(changes), CHUNK):
        told(start, len(changes))
        chunk = changes[start:start + CHUNK]
        office.database.change(occasion.part(occasion.new_id("OP")), right, partial(plan, chunk=chunk))


def _sealed(reader: Reader, occasion: Occasion, programme: str) -> list[Change]:
    """The one change that fixes a list whose rows are all written."""
    row = require_open(reader, programme)
    if obstacles(reader, row) or _to_write(row, people.candidates(reader, programme)):
        raise Refused("Data penerima berubah sementara daftar ditetapkan. Periksa usulannya, lalu tetapkan lagi.")
    seal = choosing.digest(on_the_list(reader, programme))
    return [update(PROGRAMME, programme, fixed_at=occasion.now, fixed_digest=seal)]


def reopen(office: Office, occasion: Occasion, programme: str, reason: str, told: Told = lambda _done, _of: None) -> None:
    """Open a fixed list again, with a reason; everybody is a candidate. Refused once somebody has received."""
    note = f"Daftar dibuka kembali {wording.long_date(occasion.today)}: {require_reason(reason)}"

    def plan(reader: Reader) -> list[Change]:
        row = reader.get(PROGRAMME, programme)
        if not row["fixed_at"]:
            raise Refused("Daftar ini belum ditetapkan, atau sudah dibuka kembali. Muat ulang halaman ini.")
        if reader.find(HANDOVER, desk.valid(), programme=programme, limit=1):
            raise Refused("Sudah ada paket yang diserahkan, jadi daftar tidak dapat dibuka kembali. Ganti orang demi orang.")
        notes = "\n".join(filter(None, [row["note"], note]))
        opened = update(PROGRAMME, programme, fixed_at=None, fixed_digest=None, note=notes)
        return [opened, *_stage_reopened(reader, office, programme)]

    office.database.change(occasion, "reopen", plan)
    with office.database.reading() as reader:
        rows = people.candidates(reader, programme)
    back = [
        update(RECIPIENT, row["id"], state=RecipientState.CANDIDATE, rank=None,
               reason=row["reason"] if row["preference"] else None)
        for row in rows if row["state"] != RecipientState.CANDIDATE
    ]
    _in_chunks(office, occasion, "reopen", programme, back, told)


def _stage_reopened(reader: Reader, office: Office, programme: str) -> list[Change]:
    rows = programmes.stages(reader, programme)
    if rows[STAGE]["status"] != Status.DONE:
        return []
    return [programmes.moved(office.sop, rows, STAGE, Action.REOPEN, finished=None)]


def substitute(office: Office, occasion: Occasion, recipient: str, reason: str) -> None:
    """Replace a person of the fixed list by the first of the reserve, who takes rank, point and slot; the chain is kept."""
    why = require_reason(reason)

    def plan(reader: Reader) -> list[Change]:
        person = reader.get(RECIPIENT, recipient)
        programme = reader.get(PROGRAMME, person["programme"])
        if not programme["fixed_at"] or person["state"] != RecipientState.CHOSEN:
            raise Refused("Orang ini tidak ada di daftar yang ditetapkan. Muat ulang halaman ini.")
        if reader.find(HANDOVER, desk.valid(), recipient=recipient, limit=1):
            raise Refused("Orang ini sudah menerima paketnya, jadi tidak dapat diganti.")
        listed = [row for row in on_the_list(reader, programme["id"]) if row["id"] != recipient]
        new = _next_in_reserve(reader, programme, listed, person) | {"rank": person["rank"]}
        sealed = choosing.digest(sorted([*listed, new], key=lambda row: row["rank"]))
        return [
            update(RECIPIENT, recipient, state=RecipientState.REPLACED, reason=why),
            update(RECIPIENT, new["id"], state=RecipientState.CHOSEN, rank=new["rank"], point=person["point"],
                   slot=person["slot"], replaces=recipient, reason=f"menggantikan: {why}"),
            update(PROGRAMME, programme["id"], fixed_digest=sealed),
        ]

    office.database.change(occasion, "list", plan)


def _next_in_reserve(reader: Reader, programme: Row, listed: Sequence[Row], person: Row) -> Row:
    """The first of the reserve, of another family than those listed where a family gets one package.

    Where the quota is shared over the kelurahan, those of the same kelurahan come first.
    """
    served = {row["no_kk"] for row in listed if row["no_kk"]} if programme["one_per_kk"] else set()
    reserve = reader.find(RECIPIENT, programme=programme["id"], state=RecipientState.RESERVE, order=("rank",))
    if programme["share_rule"]:
        reserve.sort(key=lambda row: row["kelurahan"] != person["kelurahan"])
    for row in reserve:
        if row["no_kk"] not in served:
            return row
    raise Refused("Cadangan sudah habis. Buka kembali daftar untuk memilih orang lain.")
