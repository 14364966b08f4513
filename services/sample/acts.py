"""The acts of the sample office, one for each thing an office does in the SOP, through the use cases of the panel.

An act is played on a day of the past by people of the sample cast; the gates of the SOP hold here too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services import correspondence, dispositions, letter_data, numbering, paraf, procurement, programmes, requests
from services.attachments import attach
from services.distribution import handovers, placing, points, tick_lists
from services.domain.occasion import Occasion
from services.domain.schema import AGENCY, CONTRACT, DATA_REQUEST, PACKAGE_ITEM, POINT, RECIPIENT
from services.domain.states import Answer
from services.domain.table import Table
from services.office import Office
from services.people import fixing, imports, intake
from services.sample.made_people import people
from services.storage.reader import Row
from services.storage.workbooks import write_xlsx

CABINET = "Lemari 2, map contoh"
ANSWERED = 3  # agencies of those asked that have sent their data, where not all have
COLUMNS = ("nik", "no_kk", "name", "sex", "birth_place", "birth_date", "address", "rt", "rw", "kelurahan", "kecamatan",
           "decile")
PROXY_IN = 12  # one person in so many sends a wakil


@dataclass
class Play:
    """One programme being played: its story, the day of the act, and whose hand it is (`act` makes the occasion)."""

    office: Office
    story: "Story"
    day: date
    act: Callable[..., Occasion]
    code: Callable[[], str]
    id: str = ""

    def find(self, table: Table, **equals: Any) -> list[Row]:
        """Rows of the programme."""
        with self.office.database.reading() as reader:
            return reader.find(table, programme=self.id, **equals)

    def finish(self, stage: str) -> None:
        """The stage is done; its papers must be there."""
        programmes.finish(self.office, self.act(), self.id, stage)


Act = Callable[[Play], None]


@dataclass(frozen=True)
class Story:
    """A programme of the sample: its values, how many people are proposed for it, and (working days ago, act)."""

    name: str
    quota: int
    goods: str
    event: str
    acts: tuple[tuple[int, Act], ...]
    people: int = 0


def start(play: Play) -> None:
    """A programme with its package."""
    story, year = play.story, play.day.year
    values = {
        "name": f"{story.name} {year}", "year": year, "quota": story.quota, "goods": story.goods, "occasion": story.event,
        "budget": story.quota * 250_000, "budget_source": f"APBD Kota Banjarbaru {year}", "one_per_kk": True,
        "proxy_allowed": True, "responsible": "Kepala Bidang Perlindungan dan Jaminan Sosial",
    }
    items = (
        {"item": "Beras premium", "quantity": 10, "unit": "kg", "price": 15_500},
        {"item": "Minyak goreng", "quantity": 2, "unit": "liter", "price": 19_000},
        {"item": "Gula pasir", "quantity": 2, "unit": "kg", "price": 18_000},
    )
    play.id = programmes.start(play.office, play.act(), values, items)


# --- memos and dispositions


def memo_drafted(play: Play) -> None:
    """A memo that lies with the head of office, to be signed."""
    correspondence.draft(play.office, play.act(), play.id, "memo", "telaahan_1")
    _initialled(play, [_letter(play, "telaahan_1")["id"]])


def _initialled(play: Play, letters: list[str]) -> None:
    with play.office.database.reading() as reader:
        officials = [row["id"] for row in letter_data.initiallers(reader, play.day)]
    paraf.submit(play.office, play.act(), letters, officials)
    for number, _ in enumerate(officials, start=1):
        paraf.give(play.office, play.act(), letters, number)


def _signed(play: Play, letters: list[str]) -> None:
    _initialled(play, letters)
    correspondence.sign(play.office, play.act(), letters, play.day, hardcopy_place=CABINET)
    numbering.number(play.office, play.act(), letters)


def _memo(play: Play, stage: str) -> None:
    """A memo drafted, signed, numbered, and handed in."""
    kind = dispositions.COURSES[stage].letter
    correspondence.draft(play.office, play.act(), play.id, stage, kind)
    _signed(play, [_letter(play, kind)["id"]])
    dispositions.hand_in(play.office, play.act(), play.id, stage, play.code())


def _letter(play: Play, kind: str) -> Row:
    with play.office.database.reading() as reader:
        letter = correspondence.current(reader, play.id, kind)
    assert letter is not None  # drafted a line before
    return letter


def memo_handed_in(play: Play) -> None:
    """Stage 1 is done; the mayor has the memo."""
    _memo(play, "memo")


def second_memo_handed_in(play: Play) -> None:
    """The memo with the BNBA lies with the mayor."""
    _memo(play, "bnba_memo")


def _answered(play: Play, stage: str, answer: Answer, instruction: str, **more: Any) -> None:
    with play.office.database.reading() as reader:
        asked = dispositions.latest(reader, play.id, stage)
    assert asked is not None  # handed in before
    said = {"answer": answer, "answered": play.day, "instruction": instruction, "forwarded_to": "Kepala Dinas Sosial"}
    dispositions.answer(play.office, play.act(), asked, said | more, hardcopy_place=CABINET)


def agreed(play: Play) -> None:
    """The mayor says yes."""
    _answered(play, "memo", Answer.AGREED, "Setuju, laksanakan sesuai ketentuan.")


def sent_back(play: Play) -> None:
    """The mayor wants another version."""
    _answered(play, "memo", Answer.RETURNED, "Sebutkan jumlah penerima tahun lalu.")


def refused(play: Play) -> None:
    """The mayor says no."""
    _answered(play, "memo", Answer.REJECTED, "Anggaran dialihkan; ajukan tahun depan.")


def agreed_again(play: Play) -> None:
    """The mayor says yes to the list, and who hands over the first packages."""
    _answered(
        play, "bnba_memo", Answer.AGREED, "Setuju. Penyerahan simbolis di kecamatan.",
        symbolic_by="Wakil Wali Kota Banjarbaru", symbolic_place="Aula Kecamatan Cempaka", symbolic_date=play.day)


# --- procurement


def goods_asked_for(play: Play) -> None:
    """The letter went to UKPBJ; its contract is awaited."""
    procurement.draft_request(play.office, play.act(), play.id)
    letter = _letter(play, "permohonan_ukpbj")["id"]
    _signed(play, [letter])
    procurement.send(play.office, play.act(), letter)


def contracted(play: Play) -> None:
    """There is a contract."""
    procurement.record_contract(play.office, play.act(), play.id, None, {
        "method": "E-purchasing", "provider": "CV Contoh Pangan", "number": f"027/{play.code()[-4:]}/KONTRAK",
        "dated": play.day, "value": play.story.quota * 240_000, "delivery_due": play.day + timedelta(days=21),
    })
    play.finish("procurement")


def goods_received(play: Play) -> None:
    """Everything ordered has come."""
    items = play.find(PACKAGE_ITEM)
    counted = {row["id"]: procurement.ordered(row, play.story.quota) for row in items}
    procurement.receive(play.office, play.act(), play.find(CONTRACT)[0], items, play.day, counted)


# --- data and list


def data_asked_for(play: Play) -> None:
    """A letter to every kecamatan."""
    with play.office.database.reading() as reader:
        agencies = [row["id"] for row in reader.find(AGENCY, kind="Kecamatan", order=("name",))]
    due = play.office.calendar().add_workdays(play.day, 5)
    requests.ask(play.office, play.act(), play.id, agencies, due)
    letters = [row["letter"] for row in play.find(DATA_REQUEST)]
    _signed(play, letters)
    correspondence.send(play.office, play.act(), letters)
    play.finish("data_request")


def some_data_received(play: Play) -> None:
    """Some kecamatan have answered."""
    _receive(play, ANSWERED)


def data_received(play: Play) -> None:
    """The data of every kecamatan is there."""
    _receive(play, len(play.office.places.kecamatan))
    attach(play.office, play.act(), play.id, hardcopy_place=CABINET, programme=play.id, stage="data_intake",
           paper="hardcopy")
    play.finish("data_intake")


def _receive(play: Play, how_many: int) -> None:
    districts = sorted(play.office.places.kecamatan, key=lambda district: district.name)[:how_many]
    kelurahan = [place for district in districts for place in district.kelurahan]
    everyone = people(play.story.people, kelurahan, seed=len(play.story.name))
    with play.office.database.reading() as reader:
        agencies = {row["name"]: row["id"] for row in reader.find(AGENCY)}
    asked = {row["agency"]: row for row in play.find(DATA_REQUEST)}
    for district in districts:
        agency = agencies[f"Kecamatan {district.name}"]
        own = [person for person in everyone if person["kecamatan"] == district.name]
        _import(play, agency, f"usulan {district.name.lower()}.xlsx", own)
        imports.receive_hardcopy(
            play.office, play.act(), asked[agency], {"hardcopy_received": play.day, "hardcopy_place": CABINET})


def _import(play: Play, agency: str, name: str, own: list[dict[str, Any]]) -> None:
    """A workbook as an agency would send it, taken in as on the screen."""
    columns = [RECIPIENT.field(column) for column in COLUMNS]
    rows = ([column.show(person[column.name]) for column in columns] for person in own)
    content = write_xlsx([column.header for column in columns], rows, "Usulan")
    checked = intake.check(content, name, play.day, play.office.places)
    imports.store(play.office, play.act(), play.id, agency, name, content, checked)


def list_fixed(play: Play) -> None:
    """The list is fixed as the rules propose it."""
    fixing.fix(play.office, play.act(), play.id)
    play.finish("recap")


# --- distribution


def points_planned(play: Play) -> None:
    """A point in every kecamatan, two a day from the next working day on; everyone knows where to go."""
    placing.propose(play.office, play.act(), play.id, play.day, play.code)
    calendar = play.office.calendar()
    for number, point in enumerate(play.find(POINT, order=("name",))):
        day = calendar.add_workdays(play.day, 1 + (number + 1) // 2)
        values = {"date": day, "address": f"Jalan Contoh {number + 1}", "officer": "Tono Contoh"}
        points.save(play.office, play.act(), play.id, {**point, **values}, point)
        tick_lists.printed(play.office, play.act(), point["id"])


def handed_over_half(play: Play) -> None:
    """The points of the day are open, and half of their people have come."""
    for point in play.find(POINT, date=play.day):
        rows = _people_of(play, point)
        _hand_over(play, point, rows[:len(rows) // 2])


def handed_over(play: Play) -> None:
    """All but one at the points of the day have come; the leftover goes to the warehouse, and the points close."""
    for point in play.find(POINT, date=play.day):
        rows = _people_of(play, point)
        _hand_over(play, point, rows[:-1])
        points.close(play.office, play.act(), point["id"], {
            "to_warehouse": point["packages"] - len(rows) + 1, "close_note": "Satu orang tidak datang."})


def _people_of(play: Play, point: Row) -> list[Row]:
    """The people of a point by kelurahan, in the order they come."""
    return play.find(RECIPIENT, point=point["id"], order=("kelurahan", "rank"))


def _hand_over(play: Play, point: Row, rows: list[Row]) -> None:
    for number, row in enumerate(rows):
        proxy = {
            "proxy_relation": "Anak", "proxy_name": f"Wakil {row['name']}", "proxy_phone": "0811-0000-0000",
            "proxy_reason": "Sakit", "kk_seen": True,
        } if number % PROXY_IN == PROXY_IN - 1 else None
        handovers.hand_over(play.office, play.act(), row["id"], point["id"], proxy)


def all_done(play: Play) -> None:
    """The last stage is done, and the programme with it."""
    play.finish("distribution")
