"""Stage 3: the package, the request to UKPBJ, the contract, and goods received against ordered."""

from datetime import date, timedelta

import pytest
from cast import RINA, THURSDAY
from letters_cast import ITEM, VALUES, draft, letter, reach, signed, stage_row, started, words

from services import numbering, printing, procurement, programmes
from services.domain.schema import PACKAGE_ITEM
from services.domain.sop import Status
from services.errors import BadInput, NotAllowed, NotReady, Refused, Stale

CONTRACT = {"provider": "CV Contoh Sejahtera", "number": "027/45/KTR/2026", "dated": date(2026, 3, 10), "value": 30_000_000}


@pytest.fixture
def programme(office, act):
    return started(office, act)


def items(office, programme):
    with office.database.reading() as reader:
        return reader.find(PACKAGE_ITEM, programme=programme, order=("item",))


def contract(office, programme):
    with office.database.reading() as reader:
        return procurement.contract_of(reader, programme)


def test_rows_of_the_package_are_added_changed_and_removed_in_one_act(office, act, programme):
    seen = items(office, programme)
    sugar = {"item": "Gula", "quantity": 2, "unit": "kg", "price": 18_000}
    procurement.change_contents(office, act(), programme, seen, [seen[0] | {"quantity": 10}, sugar])
    now = items(office, programme)
    assert [(row["item"], row["quantity"]) for row in now] == [("Beras", 10), ("Gula", 2)]
    assert procurement.price_of(now) == 186_000
    procurement.change_contents(office, act(), programme, now, now[1:])
    assert [row["item"] for row in items(office, programme)] == ["Gula"]


def test_a_row_without_a_name_stores_nothing_at_all(office, act, programme):
    seen = items(office, programme)
    with pytest.raises(BadInput, match="Barang wajib diisi"):
        procurement.change_contents(office, act(), programme, seen, [seen[0] | {"quantity": 9}, {"quantity": 2}])
    assert items(office, programme) == seen


def test_two_windows_on_one_item_are_told(office, act, programme):
    seen = items(office, programme)
    procurement.change_contents(office, act(), programme, seen, [seen[0] | {"quantity": 10}])
    with pytest.raises(Stale, match="Banyaknya"):
        procurement.change_contents(office, act(), programme, seen, [seen[0] | {"quantity": 20}])


def test_the_request_holds_the_table_of_the_package(office, act, programme):
    procurement.draft_request(office, act(), programme)
    text = words(printing.pdf(office, [letter(office, programme, "permohonan_ukpbj")["id"]], THURSDAY))
    assert "Beras" in text and "75.000" in text and "30.000.000" in text and "UKPBJ" in text


def test_without_contents_there_is_no_request(office, act, programme):
    procurement.change_contents(office, act(), programme, items(office, programme), [])
    with pytest.raises(NotReady, match="isi paket"):
        procurement.draft_request(office, act(), programme)


def test_a_budget_that_is_not_known_is_asked_for_in_words(office, act):
    programme = programmes.start(office, act(), VALUES | {"budget": None}, (ITEM,))
    started(office, act)
    made = draft(office, act, programme, "procurement", "permohonan_ukpbj")
    with pytest.raises(BadInput, match=r"program\.anggaran"):
        printing.pdf(office, [made], THURSDAY)


def test_when_the_request_has_gone_out_the_stage_waits_for_the_contract(office, act, programme):
    reach(office, act, programme, "procurement")
    made = signed(office, act, programme, "procurement", "permohonan_ukpbj")
    with pytest.raises(Refused):
        procurement.send(office, act(), made)
    numbering.number(office, act(), [made])
    procurement.send(office, act(), made)
    assert stage_row(office, programme, "procurement")["status"] == Status.WAITING_CONTRACT
    procurement.record_contract(office, act(), programme, None, CONTRACT)
    programmes.finish(office, act(), programme, "procurement")
    assert stage_row(office, programme, "data_request")["status"] == Status.RUNNING


def test_a_programme_has_one_contract_and_two_windows_are_told(office, act, programme):
    procurement.record_contract(office, act(), programme, None, CONTRACT)
    with pytest.raises(Refused, match="sudah punya kontrak"):
        procurement.record_contract(office, act(), programme, None, CONTRACT)
    seen = contract(office, programme)
    procurement.record_contract(office, act(), programme, seen, CONTRACT | {"value": 1})
    with pytest.raises(Stale, match="Nilai Kontrak"):
        procurement.record_contract(office, act(), programme, seen, CONTRACT | {"value": 2})


def test_goods_are_received_against_what_was_ordered(office, act, programme):
    procurement.record_contract(office, act(), programme, None, CONTRACT)
    rows = items(office, programme)
    procurement.receive(office, act(), contract(office, programme), rows, act().today, {rows[0]["id"]: 1_990})
    assert contract(office, programme)["received"] == act().today
    assert procurement.difference(items(office, programme)[0], 400) == (
        "Beras: dipesan 2.000 kg, diterima 1.990 kg: kurang 10 kg.")


@pytest.mark.parametrize(("received", "sentence"), [
    (None, "Beras: dipesan 2.000 kg, belum dihitung."),
    (2_000, "Beras: dipesan 2.000 kg, diterima 2.000 kg: sesuai."),
    (2_010, "Beras: dipesan 2.000 kg, diterima 2.010 kg: lebih 10 kg."),
    (0, "Beras: dipesan 2.000 kg, diterima 0 kg: kurang 2.000 kg."),
])
def test_the_difference_is_said_in_words(received, sentence):
    assert procurement.difference(ITEM | {"received": received}, 400) == sentence


def test_goods_do_not_come_tomorrow(office, act, programme):
    procurement.record_contract(office, act(), programme, None, CONTRACT)
    with pytest.raises(BadInput, match="belum tiba"):
        procurement.receive(office, act(), contract(office, programme), [], act().today + timedelta(1), {})


def test_a_reader_records_nothing(office, act, programme):
    with pytest.raises(NotAllowed):
        procurement.record_contract(office, act(RINA), programme, None, CONTRACT)
