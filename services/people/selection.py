"""Stage 6: which of two doubles stays, who is chosen within the quota, the list fixed, reopened, somebody replaced.

What the rules propose is computed from the rows and never stored; only what a person decides is. A list is fixed by
one change at the end (`fixed_at` and the seal), after its rows were written in chunks.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from services import programmes
from services.domain import choosing, wording
from services.domain.choosing import Candidate, Placed, Preference
from services.domain.occasion import Occasion
from services.domain.schema import AGENCY, HANDOVER, PROGRAMME, RECIPIENT
from services.domain.shares import Home, Share
from services.domain.sop import OPEN, Action, Status
from services.domain.states import RecipientState
from services.errors import BadInput, NotReady, Problem, Refused
from services.office import Office
from services.people.recipients import on_the_list
from services.storage import desk, people
from services.storage.database import Change, update
from services.storage.figures import change_count
from services.storage.reader import Reader, Row

STAGE = "recap"
CHUNK = 1_000
Told = Callable[[int, int], object]  # rows done, rows in all; may raise to stop


class Decision(StrEnum):
    """What a person may say about a candidate."""

    FIRST = "Dahulukan"
    RESERVE = "Cadangkan"
    DROP = "Gugurkan"
    RULES = "Menurut aturan"


VALUES: dict[Decision, dict[str, Any]] = {
    Decision.FIRST: {"state": RecipientState.CANDIDATE, "preference": Preference.FIRST},
    Decision.RESERVE: {"state": RecipientState.CANDIDATE, "preference": Preference.RESERVE},
    Decision.DROP: {"state": RecipientState.DROPPED, "preference": None},
    Decision.RULES: {"state": RecipientState.CANDIDATE, "preference": None, "reason": None},
}


def _require_open(reader: Reader, programme: str) -> Row:
    row = reader.get(PROGRAMME, programme)
    if row["fixed_at"]:
        raise Refused("Daftar sudah ditetapkan. Minta Kepala Dinas membukanya kembali sebelum mengubah pilihan.")
    return row


def _reason(text: str) -> str:
    if not text.strip():
        raise BadInput(Problem("reason", "Tulis alasannya; alasan itu masuk Riwayat."))
    return text.strip()


# --- doubles and decisions


def decide(office: Office, occasion: Occasion, recipients: Sequence[str], decision: Decision, reason: str = "") -> None:
    """Put candidates first, into the reserve or out, with a reason; or leave them to the rules again."""
    said = {} if decision is Decision.RULES else {"reason": _reason(reason)}

    def plan(reader: Reader) -> list[Change]:
        for programme in {row["programme"] for row in reader.find(RECIPIENT, id=list(recipients))}:
            _require_open(reader, programme)
        return [update(RECIPIENT, row, **VALUES[decision] | said) for row in recipients]

    office.database.change(occasion, "list", plan)


@dataclass(frozen=True)
class Doubles:
    """Numbers that stand at several people: how many, and the people behind the first of them with their senders."""

    number: int
    groups: tuple[tuple[tuple[Row, str], ...], ...]


def doubles(reader: Reader, programme: str, field: str, limit: int) -> Doubles:
    """The doubles of a programme by `nik` or `no_kk`, as long as nothing was decided."""
    groups = people.doubles(reader, programme, field, limit)
    pairs = (tuple((row, _sender(reader, row)) for row in group) for group in groups)
    return Doubles(people.count_doubles(reader, programme, field), tuple(pairs))


def keep_only(office: Office, occasion: Occasion, recipient: str, field: str) -> None:
    """Of all in the programme with the same number (`nik`, `no_kk`), this one stays and the others are out."""

    def plan(reader: Reader) -> list[Change]:
        kept = reader.get(RECIPIENT, recipient)
        _require_open(reader, kept["programme"])
        alike = {field: kept[field], "programme": kept["programme"], "state": people.IN_PLAY}
        return _dropped(reader, field, kept, reader.find(RECIPIENT, **alike))

    office.database.change(occasion, "list", plan)


def keep_first(office: Office, occasion: Occasion, programme: str, field: str) -> None:
    """Of all doubles of a programme, who came first stays; at most a thousand numbers in one act."""

    def plan(reader: Reader) -> list[Change]:
        _require_open(reader, programme)
        groups = people.doubles(reader, programme, field, CHUNK)
        return [change for group in groups for change in _dropped(reader, field, group[0], group)]

    office.database.change(occasion, "list", plan)


def _dropped(reader: Reader, field: str, kept: Row, group: Sequence[Row]) -> list[Change]:
    """The changes by which one of a group stays and the others are out."""
    reason = f"{RECIPIENT.field(field).header} ganda; dipakai baris dari {_sender(reader, kept)}"
    others = (row["id"] for row in group if row["id"] != kept["id"])
    return [update(RECIPIENT, row, reason=reason, **VALUES[Decision.DROP]) for row in others]


def _sender(reader: Reader, row: Row) -> str:
    return reader.get(AGENCY, row["agency"])["name"] if row["agency"] else "isian panel"


# --- the proposal


def version(reader: Reader) -> int:
    """Grows with every change: a proposal made for the same version still holds."""
    return change_count(reader)


def proposal(reader: Reader, programme: Row) -> list[Placed]:
    """What the rules and the decisions make of everybody in play, in order; as the programme's `share_rule` shares."""
    return _placed(programme, people.candidates(reader, programme["id"]))


def _placed(programme: Row, rows: Sequence[Row]) -> list[Placed]:
    candidates = (Candidate(*(row[name] for name in Candidate._fields)) for row in rows)
    rule = Share(programme["share_rule"]) if programme["share_rule"] else None
    return choosing.choose(candidates, programme["quota"], bool(programme["one_per_kk"]), rule)


def people_of(reader: Reader, placed: Sequence[Placed]) -> list[Row]:
    """The people of a part of the proposal, in its order, with rank and reason as it has them."""
    rows = {row["id"]: row for row in reader.find(RECIPIENT, id=[one.id for one in placed])}
    return [rows[one.id] | {"rank": one.rank, "reason": one.reason} for one in placed if one.id in rows]


def obstacles(reader: Reader, programme: Row) -> list[str]:
    """Why the list cannot be fixed yet, in words."""
    doubles = people.count_doubles(reader, programme["id"], "nik")
    first = reader.count(RECIPIENT, programme=programme["id"], state=people.IN_PLAY, preference=Preference.FIRST)
    said = (
        (not reader.has(RECIPIENT, programme=programme["id"], state=people.IN_PLAY), "calon penerima"),
        (doubles, f"putusan atas {doubles} NIK ganda"),
        (first > programme["quota"], f"paket: {first} orang didahulukan untuk {programme['quota']} paket"),
    )
    return [words for stands, words in said if stands]


def compare(
    reader: Reader, programme: Row, one: Share | None, other: Share | None
) -> dict[Home, tuple[int, tuple[int, int]]]:
    """For each home how many are in play, and how many either way of sharing chooses; None: the city as one list."""
    homes = {row["id"]: Home(row["kecamatan"], row["kelurahan"]) for row in people.candidates(reader, programme["id"])}
    first, second = (
        Counter(homes[one.id] for one in proposal(reader, programme | {"share_rule": rule}) if one.chosen)
        for rule in (one, other)
    )
    return {home: (number, (first[home], second[home])) for home, number in Counter(homes.values()).items()}


def share(office: Office, occasion: Occasion, programme: str, rule: Share | None, reason: str) -> None:
    """Share the quota over the kelurahan by that rule (None: the whole city as one list), with a reason."""
    why = _reason(reason)

    def plan(reader: Reader) -> list[Change]:
        _require_open(reader, programme)
        return [update(PROGRAMME, programme, share_rule=rule, share_reason=why)]

    office.database.change(occasion, "list", plan)


# --- fixing


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
    row = _require_open(reader, programme)
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
        for one in _placed(programme, rows)
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
        _require_open(reader, programme)
        return chunk

    for start in range(0, len(changes), CHUNK):
        told(start, len(changes))
        chunk = changes[start:start + CHUNK]
        office.database.change(occasion.part(occasion.new_id("OP")), right, partial(plan, chunk=chunk))


def _sealed(reader: Reader, occasion: Occasion, programme: str) -> list[Change]:
    """The one change that fixes a list whose rows are all written."""
    row = _require_open(reader, programme)
    if obstacles(reader, row) or _to_write(row, people.candidates(reader, programme)):
        raise Refused("Data penerima berubah sementara daftar ditetapkan. Periksa usulannya, lalu tetapkan lagi.")
    seal = choosing.digest(on_the_list(reader, programme))
    return [update(PROGRAMME, programme, fixed_at=occasion.now, fixed_digest=seal)]


def reopen(office: Office, occasion: Occasion, programme: str, reason: str, told: Told = lambda _done, _of: None) -> None:
    """Open a fixed list again, with a reason; everybody is a candidate. Refused once somebody has received."""
    note = f"Daftar dibuka kembali {wording.long_date(occasion.today)}: {_reason(reason)}"

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
    why = _reason(reason)

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
