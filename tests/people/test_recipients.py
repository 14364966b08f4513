"""Recipients: found, edited, added, revealed with a reason; what the seal of a fixed list covers stays."""

import io

import pytest
from cast import KABID, RINA, SITI, TONO
from openpyxl import load_workbook
from recipients_cast import PEOPLE, get, number, propose, recapitulating

from services import attachments
from services.domain.schema import HANDOVER, PROGRAMME, RECIPIENT
from services.errors import BadInput, NotAllowed, NotFound, NotReady, Refused, Stale
from services.people import fixing, recipients
from services.storage.database import create, update


@pytest.fixture
def programme(office, act):
    return recapitulating(office, act)


def found(office, text="", **more):
    with office.database.reading() as reader:
        rows, count = recipients.search(reader, text, **more)
    return [row["name"] for row in rows], count


@pytest.mark.parametrize(("text", "names"), [
    ("min", ["Aminah"]), ("AMIN", ["Aminah"]), ("palam", ["Aminah", "Badrun"]), ("palam bad", ["Badrun"]),
    ("0800003", []), ("1800003", ["Contoh"]), (number(4), ["Dahlia"]), ("6372 0510 0180 0001", ["Aminah", "Badrun"]),
    ("tidak ada", []), ("%", []), ("_", []),
])
def test_people_are_found_by_parts_of_name_kelurahan_and_numbers(office, programme, text, names):
    assert found(office, text) == (names, len(names))


def test_pages_come_from_the_database_with_the_whole_count(office, programme):
    assert found(office, limit=2, offset=2) == (["Contoh", "Dahlia"], 5)


def test_names_in_capitals_stand_among_the_others(office, act, programme):
    propose(office, act, programme, ("BUNGA", 61, 61, "Palam", "P", 1, False))
    assert found(office)[0] == ["Aminah", "Badrun", "BUNGA", "Contoh", "Dahlia", "Esah"]


def test_filters_and_the_text_hold_together(office, act, programme):
    other = recapitulating(office, act, PEOPLE[:1], name="Lain")
    assert found(office, "aminah") == (["Aminah", "Aminah"], 2)
    assert found(office, "aminah", programme=other) == (["Aminah"], 1)
    assert found(office, kelurahan="Kemuning", programme=programme) == (["Contoh", "Dahlia"], 2)
    assert found(office, state="Gugur") == ([], 0)


# --- editing


def shown(office, row="PEN-1"):
    return recipients.shown_masked(get(office, row))


def edit(office, act, seen, actor=SITI, **values):
    recipients.edit(office, act(actor), seen, values)


def test_a_number_left_masked_in_the_form_is_not_changed(office, act, programme):
    seen = shown(office)
    edit(office, act, seen, nik=seen["nik"], no_kk=seen["no_kk"], address="Jl. Baru 2")
    row = get(office, "PEN-1")
    assert (row["nik"], row["no_kk"], row["address"]) == (number(1), number(1), "Jl. Baru 2")


def test_a_number_typed_anew_replaces_the_old_one(office, act, programme):
    edit(office, act, shown(office), nik=number(77))
    assert get(office, "PEN-1")["nik"] == number(77)


def test_a_nik_that_changed_meanwhile_is_not_overwritten(office, act, programme):
    seen = shown(office)
    edit(office, act, shown(office), nik=number(88))
    with pytest.raises(Stale):
        edit(office, act, seen, nik=number(99))


def test_a_nik_of_somebody_else_in_the_programme_is_refused(office, act, programme):
    with pytest.raises(Refused, match="NIK ini sudah ada"):
        edit(office, act, shown(office), nik=number(2))


def test_a_kelurahan_brings_its_code_and_kecamatan(office, act, programme):
    edit(office, act, shown(office), kelurahan="Kemuning")
    place = office.places.find_kelurahan("Kemuning")
    row = get(office, "PEN-1")
    assert (row["kelurahan_code"], row["kecamatan"]) == (place.code, place.kecamatan)


def test_the_form_offers_the_places_of_the_city_and_what_stands_there(office, programme):
    fields = {field.name: field for field in recipients.form_fields(office.places, {"kelurahan": "Luar Kota"})}
    assert {"Palam", "Luar Kota"} <= set(fields["kelurahan"].choices)
    assert "kecamatan" not in fields and "state" not in fields


def fixed(office, act, programme):
    fixing.fix(office, act(), programme)


def test_name_and_nik_of_a_fixed_list_stay_as_they_are(office, act, programme):
    fixed(office, act, programme)
    with pytest.raises(Refused, match="membuka kembali"):
        edit(office, act, shown(office, "PEN-2"), name="Badrun bin Contoh")
    edit(office, act, shown(office, "PEN-2"), name="Badrun", note="rumah di belakang masjid")
    assert get(office, "PEN-2")["note"]


def test_who_is_only_in_the_reserve_may_still_be_corrected(office, act, programme):
    fixed(office, act, programme)
    edit(office, act, shown(office, "PEN-4"), name="Dahlia Sari")
    assert get(office, "PEN-4")["name"] == "Dahlia Sari"


def test_readers_and_leaders_do_not_edit(office, act, programme):
    for actor in (RINA, KABID, TONO):
        with pytest.raises(NotAllowed):
            edit(office, act, shown(office), actor, address="x")


# --- adding


NEW = {"nik": number(50), "name": "Fitri", "kelurahan": "Palam"}


def test_somebody_added_by_hand_is_a_candidate_of_the_programme(office, act, programme):
    row = get(office, recipients.add(office, act(), programme, NEW))
    assert (row["state"], row["programme"], row["kecamatan"], row["batch"]) == ("Calon", programme, "Cempaka", None)


def test_a_double_click_adds_once(office, act, programme):
    once = act(operation="OP-ADD")
    assert recipients.add(office, once, programme, NEW) == recipients.add(office, once, programme, NEW)
    assert found(office, "fitri")[1] == 1


@pytest.mark.parametrize("values", [{"nik": None}, {"nik": "123"}, {"name": ""}])
def test_somebody_without_a_right_nik_or_a_name_is_not_added(office, act, programme, values):
    with pytest.raises(BadInput):
        recipients.add(office, act(), programme, NEW | values)


def test_nobody_is_added_twice_or_to_a_fixed_list(office, act, programme):
    with pytest.raises(Refused, match="NIK ini sudah ada"):
        recipients.add(office, act(), programme, NEW | {"nik": number(1)})
    fixed(office, act, programme)
    with pytest.raises(Refused, match="sudah ditetapkan"):
        recipients.add(office, act(), programme, NEW)


# --- revealing and taking out


def test_a_nik_is_shown_in_full_only_with_a_reason_that_is_kept(office, act, programme):
    with pytest.raises(BadInput, match="alasan"):
        recipients.reveal(office, act(), "PEN-1", "  ")
    assert recipients.reveal(office, act(), "PEN-1", "verifikasi KTP")["nik"] == number(1)
    with office.database.reading() as reader:
        newest = reader.history(row="PEN-1", limit=1)[0]
    assert (newest.kind, newest.fields["reason"]) == ("event", (None, "verifikasi KTP"))


def test_who_may_not_reveal_sees_nothing(office, act, programme):
    with pytest.raises(NotAllowed):
        recipients.reveal(office, act(RINA), "PEN-1", "ingin tahu")


def test_what_is_taken_out_is_masked_guarded_and_logged(office, act, programme):
    edit(office, act, shown(office), name="=HYPERLINK(1)")
    content = recipients.export(office, act(), "palam")
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows())
    assert [row[0].value for row in rows[1:]] == ["=HYPERLINK(1)", "Badrun"] and rows[1][0].data_type == "s"
    assert rows[1][1].value == "637205******0001"
    with office.database.reading() as reader:
        assert "2 baris" in reader.history(table="user", limit=1)[0].fields["exported"][1]


# --- the card


def test_a_card_shows_the_same_nik_over_the_years_and_what_was_received(office, act, programme):
    before = recapitulating(office, act, PEOPLE[:1], name="Paket 2025", year=2025)
    office.database.change(act(), "handover", [create(
        HANDOVER, "SER-1", programme=before, recipient="PEN-6", point="TTK-1", at=act().now, officer="Tono",
        taken_by="Sendiri")])
    attachments.attach(office, act(), "SER-1", content=b"\xff\xd8\xff foto", name="foto penerimaan.jpg")
    with office.database.reading() as reader:
        card = recipients.card(reader, "PEN-1")
    assert [name for _, name in card.rows] == ["Paket Ramadan", "Paket 2025"]
    assert list(card.served) == ["PEN-6"] and [photo["owner"] for photo in card.photos] == ["SER-1"]
    assert card.history[0].kind == "create"


def test_people_without_a_nik_are_not_thrown_together(office, act, programme):
    office.database.change(act(), "recipients", [update(RECIPIENT, row, nik=None) for row in ("PEN-1", "PEN-2")])
    with office.database.reading() as reader:
        assert len(recipients.card(reader, "PEN-1").rows) == 1
        with pytest.raises(NotFound):
            recipients.card(reader, "PEN-0")


# --- the fixed list


def listed(office, programme):
    with office.database.reading() as reader:
        return [row["name"] for row in recipients.fixed_list(reader, reader.get(PROGRAMME, programme))]


def test_there_is_no_fixed_list_before_it_is_fixed(office, act, programme):
    with pytest.raises(NotReady):
        listed(office, programme)
    fixed(office, act, programme)
    assert listed(office, programme) == ["Badrun", "Aminah"]


def test_a_list_that_was_changed_behind_the_panels_back_is_not_used(office, act, programme):
    fixed(office, act, programme)
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-1", name="Orang Lain")])
    with pytest.raises(Refused, match="tidak lagi sama"):
        listed(office, programme)


def test_more_people_of_a_programme_are_counted_by_programme(office, act, programme):
    propose(office, act, programme, PEOPLE[0])
    with office.database.reading() as reader:
        assert recipients.number_by_programme(reader) == {programme: 6}
