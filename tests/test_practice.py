"""Practice: a sample office beside the real one, with a clock that moves ahead; nothing done there is real."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cast import SITI, THURSDAY, TONO
from letters_cast import words

from services import correspondence, identity, news, numbering, practice, printing, programmes
from services.distribution import handovers, points
from services.domain.occasion import Occasion
from services.domain.schema import AGENCY, HANDOVER, LETTER, POINT, PROGRAMME, RECIPIENT
from services.domain.states import PointState
from services.errors import NotFound, Refused
from services.office import open_office
from services.people import imports, intake
from services.sample import scenario
from services.storage import backup, prints, state


def act(actor=SITI):
    """An act with IDs drawn as in the panel: no ID of practice is one of the real office."""
    return Occasion(actor, THURSDAY, identity.new_id("OP"), identity.new_id)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A real office with a user of its own, and its practice office, filled on Thursday."""
    real = open_office(tmp_path_factory.mktemp("kantor"))
    beside = practice.open_practice(replace(real, public_url="https://panel.contoh.go.id"))
    practice.prepare(beside, THURSDAY, identity.new_id)
    yield real, beside
    beside.close()
    real.close()


@pytest.fixture
def real(both):
    return both[0]


@pytest.fixture
def beside(both):
    return both[1]


def kept(real):
    """Every byte of the real office by file."""
    inside = (path for path in real.data.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in inside if practice.FOLDER not in path.parts and path.suffix != ".db-shm"}


def of(office, table, **equals):
    with office.database.reading() as reader:
        return reader.find(table, **equals)


def hand_over(office):
    point = of(office, POINT, state=PointState.OPEN)[0]
    served = {row["recipient"] for row in of(office, HANDOVER, point=point["id"])}
    waiting = next(row for row in of(office, RECIPIENT, point=point["id"]) if row["id"] not in served)
    handovers.hand_over(office, act(TONO), waiting["id"], point["id"])


def take_in(office):
    programme = of(office, PROGRAMME, name="Bantuan Penyandang Disabilitas 2026")[0]["id"]
    agency = of(office, AGENCY)[0]["id"]
    content = b"nik;nama;kelurahan\n6372051001800001;AMINAH;Palam\n"
    imports.store(office, act(), programme, agency, "usulan.csv", content, intake.check(content, "usulan.csv", act().today))


def write_and_number(office):
    programme = of(office, PROGRAMME, name="Paket Sekolah 2026")[0]["id"]
    letter = of(office, LETTER, programme=programme)[0]["id"]
    correspondence.sign(office, act(), [letter], act().today, hardcopy_place="Lemari")
    numbering.number(office, act(), [letter])


def begin(office):
    programmes.start(office, act(), {"name": "Latihan saya", "year": 2026, "quota": 10})


def plan_points(office):
    programme = of(office, PROGRAMME, name="Paket Sembako 2026")[0]["id"]
    points.save(office, act(), programme, {"name": "Titik latihan", "date": act().today, "state": PointState.PLANNED})


@pytest.mark.parametrize("do", [begin, write_and_number, take_in, plan_points, hand_over])
def test_what_is_done_in_practice_changes_no_byte_of_the_real_office(real, beside, do):
    before, changes = kept(real), news.change_count(beside)
    do(beside)
    assert kept(real) == before
    assert news.change_count(beside) > changes


def test_moving_its_clock_changes_no_byte_of_the_real_office(real, beside):
    before = kept(real)
    practice.move(beside, THURSDAY, beside.time(THURSDAY) + timedelta(hours=1))
    assert kept(real) == before


def test_a_real_person_or_letter_does_not_exist_in_practice(real, beside):
    programme = programmes.start(real, act(), {"name": "Sungguhan", "year": 2026, "quota": 10})
    with pytest.raises(NotFound), beside.database.reading() as reader:
        reader.get(PROGRAMME, programme)


def test_people_sign_in_at_the_real_office(real, beside):
    assert beside.accounts is real.database
    assert real.accounts is real.database


def test_the_clock_moves_ahead_for_practice_alone(real, beside):
    to = practice.next_morning(beside.time(THURSDAY))
    practice.move(beside, THURSDAY, to)
    assert beside.time(THURSDAY) == to
    assert beside.time(THURSDAY + timedelta(minutes=5)) == to + timedelta(minutes=5)
    assert real.time(THURSDAY) == THURSDAY
    with pytest.raises(Refused, match="hanya dapat maju"):
        practice.move(beside, THURSDAY, THURSDAY)


def test_the_next_morning_is_that_of_banjarbaru():
    late = THURSDAY.replace(hour=17)  # Friday, 01.00 WITA
    assert practice.next_morning(THURSDAY).isoformat() == "2026-03-13T08:00:00+08:00"
    assert practice.next_morning(late).isoformat() == "2026-03-14T08:00:00+08:00"


def test_its_papers_say_latihan_and_lead_to_the_verification_of_practice(beside):
    letter = next(row for row in of(beside, LETTER) if row["state"] == "Terkirim")
    paper = printing.pdf(beside, [letter["id"]], THURSDAY)
    assert "LATIHAN" in words(paper)
    assert beside.public_url == "https://panel.contoh.go.id/latihan"


def test_nothing_of_the_real_office_is_for_practice(real):
    for verb in (practice.prepare, practice.restart):
        with pytest.raises(Refused, match="kantor sungguhan"):
            verb(real, THURSDAY, identity.new_id)
    with pytest.raises(Refused, match="kantor sungguhan"):
        practice.move(real, THURSDAY, THURSDAY)
    assert not scenario.is_sample(real)


def test_a_backup_leaves_practice_out(real, beside, tmp_path):
    backup.backup(real.data, tmp_path / "cadangan.zip")
    backup.restore(tmp_path / "cadangan.zip", tmp_path / "lain")
    assert not (tmp_path / "lain" / practice.FOLDER).exists()


def test_starting_again_throws_away_what_was_practised_and_moves_the_clock_back(beside):
    programmes.start(beside, act(), {"name": "Coba-coba", "year": 2026, "quota": 10})
    practice.move(beside, THURSDAY, beside.time(THURSDAY) + timedelta(days=2))
    prints.keep(beside.data, "OP-OLD", b"%PDF-")
    practice.restart(beside, THURSDAY, identity.new_id)
    assert not prints.place(beside.data, "OP-OLD").exists()
    assert beside.time(THURSDAY) == THURSDAY
    assert of(beside, PROGRAMME, name="Coba-coba") == []
    assert state.is_sample(beside.database)
