"""Siapkan titik: out in a sealed file, served on a laptop without a line, home again without loss."""

import json
from contextlib import closing

import pytest
from cast import BUDI, RINA, SITI, TONO
from distribution_cast import planned

from services import accounts, identity
from services.distribution import desk_day, handovers, homecoming, placing, points, seconds, suitcase
from services.domain import history_words
from services.domain.occasion import Source
from services.domain.schema import COMPLAINT, FILE, HANDOVER, POINT, RECIPIENT, USER
from services.errors import BadFile, BadInput, NotAllowed, Refused
from services.office import open_office
from services.storage import sealed

WORDS = "empat kata yang mudah"


@pytest.fixture
def plan(office, act, programme):
    return {name: row["id"] for name, row in planned(office, act, programme).items()}


@pytest.fixture
def laptop(office, act, tmp_path, plan):
    """`laptop(point)` is a laptop whose panel has opened that point."""
    opened = []

    def carry(point="Cempaka"):
        made = open_office(tmp_path / f"laptop-{len(opened)}")
        opened.append(made)
        suitcase.unpack(made, act(BUDI), suitcase.pack(office, act(), plan[point], WORDS), WORDS)
        return made

    yield carry
    for made in opened:
        made.close()


def rows(office, table=HANDOVER, **equals):
    with office.database.reading() as reader:
        return {row["id"]: row for row in reader.find(table, **equals)}


def home(laptop, act, office, programme, actor=SITI):
    return homecoming.merge(office, act(actor), programme, suitcase.homeward(laptop, act(TONO), WORDS), WORDS)


def test_a_laptop_holds_the_people_of_its_point_and_no_whole_nik(laptop, office, act, plan):
    made = laptop()
    people = rows(made, RECIPIENT, point=plan["Cempaka"])
    assert set(people) == {"PEN-0", "PEN-1", "PEN-2"}
    assert people["PEN-0"]["nik"] == "6372050000000000" and people["PEN-1"]["birth_date"] is None
    with made.database.reading() as reader:
        [found] = handovers.find(reader, people["PEN-1"]["programme"], "0001")
    assert found["id"] == "PEN-1"


def test_a_laptop_sends_the_people_of_other_points_there_and_knows_them_by_initials_only(laptop, office, act, plan):
    made = laptop()
    stranger, code = rows(made, RECIPIENT)["PEN-3"], rows(office, RECIPIENT)["PEN-3"]["code"]
    assert (stranger["name"], stranger["nik"], stranger["rt"]) == ("D*** 3***", "6372050000000003", None)
    with made.database.reading() as reader:
        [found] = desk_day.look_up(reader, reader.get(POINT, plan["Cempaka"]), code, act().today)
        assert [row["id"] for row in suitcase.desks(made, reader)] == [plan["Cempaka"]]
    assert found.answer.sentence.startswith("Ambil di Titik 1 – Kec. Banjarbaru Selatan")


def test_the_officer_signs_in_with_the_words_that_opened_the_file(laptop, clock, act):
    made = laptop()
    [user] = rows(made, USER).values()
    assert (user["username"], user["role"], user["name"]) == ("titik", "Petugas Titik", "Petugas Titik 2 – Kec. Cempaka")
    assert accounts.sign_in(made.database, act, "titik", WORDS, clock.now)


def test_what_a_laptop_did_comes_home_once(laptop, office, act, clock, programme, plan):
    made = laptop()
    served = handovers.hand_over(made, act(TONO), "PEN-0", plan["Cempaka"])
    taken_back = handovers.hand_over(made, act(TONO), "PEN-1", plan["Cempaka"])
    handovers.cancel(made, act(TONO), taken_back, "salah orang")
    clock.later(hours=3)
    merged = home(made, act, office, programme)
    assert (merged.new, merged.again, merged.sentence) == (2, (), "2 penyerahan digabungkan.")
    here, there = rows(office), rows(made)
    assert here == there and here[served]["officer"] == "Tono" and here[taken_back]["cancel_reason"] == "salah orang"
    before = rows(office)
    again = home(made, act, office, programme)
    assert again.sentence.startswith("Semua penyerahan") and rows(office) == before
    with office.database.reading() as reader:
        assert {entry.source for entry in reader.history(table="handover", row=served)} == {Source.DESK}


def photographed(laptop, act, handover, content=b"\xff\xd8\xff foto"):
    desk_day.photograph(laptop, act(TONO), handover, content, identity.code(10))


def test_photos_come_home_once_and_are_gone_from_the_laptop_with_its_people(laptop, office, act, programme, plan):
    made = laptop()
    served = handovers.hand_over(made, act(TONO), "PEN-0", plan["Cempaka"])
    for handover in (served, handovers.hand_over(made, act(TONO), "PEN-1", plan["Cempaka"])):
        photographed(made, act, handover)
    for _ in range(2):
        home(made, act, office, programme)
    photo = next(row for row in rows(office, FILE).values() if row["owner"] == served)
    assert len(rows(office, FILE)) == 2 and photo["programme"] == programme
    assert office.files.read(photo["sha256"]) == b"\xff\xd8\xff foto"
    suitcase.wipe(made, act(TONO))
    assert rows(made, FILE) == {} and not list(made.files.root.rglob("*.jpg"))


def test_the_photo_of_a_second_package_lies_beside_the_valid_hand_over(laptop, office, act, programme, plan):
    made = laptop()
    photographed(made, act, handovers.hand_over(made, act(TONO), "PEN-0", plan["Cempaka"]))
    valid = handovers.hand_over(office, act(SITI), "PEN-0", plan["Cempaka"])
    home(made, act, office, programme)
    [photo] = rows(office, FILE).values()
    assert photo["owner"] == valid and photo["note"].startswith("Paket kedua: Titik 2 – Kec. Cempaka")


def test_complaints_come_home_once_too(laptop, office, act, programme, plan):
    made = laptop()
    said = {"code": "0" * 10, "ago": 5, "point": plan["Cempaka"], "name": "Contoh Warga", "reason": "Tidak ada di daftar."}
    desk_day.complain(made, act(TONO), desk_day.deed(said))
    for _ in range(2):
        home(made, act, office, programme)
    [row] = rows(office, COMPLAINT).values()
    assert row == rows(made, COMPLAINT)[row["id"]] and row["name"] == "Contoh Warga"
    suitcase.wipe(made, act(TONO))
    assert rows(made, COMPLAINT)[row["id"]]["name"] is None


def test_a_file_of_noon_and_one_of_the_evening_add_up(laptop, office, act, programme, plan):
    made = laptop()
    first = handovers.hand_over(made, act(TONO), "PEN-0", plan["Cempaka"])
    home(made, act, office, programme)
    handovers.cancel(made, act(TONO), first, "salah orang")
    second = handovers.hand_over(made, act(TONO), "PEN-0", plan["Cempaka"])
    merged = home(made, act, office, programme)
    assert (merged.new, merged.cancelled) == (1, 1)
    assert rows(office)[first]["cancel_reason"] == "salah orang" and rows(office)[second]["cancelled_at"] is None


def test_two_laptops_that_served_the_same_people_are_merged_with_the_clashes_told(
    laptop, office, act, clock, programme, plan
):
    one = laptop()
    placing.move(office, act(), ["PEN-0", "PEN-1"], plan["Banjarbaru Selatan"])
    other = laptop("Banjarbaru Selatan")
    for made, point, people in ((one, "Cempaka", (0, 1, 2)), (other, "Banjarbaru Selatan", (0, 1, 3))):
        for person in people:
            reason = "menumpang" if made is one else ""
            handovers.hand_over(made, act(TONO), f"PEN-{person}", plan[point], elsewhere_reason=reason)
    assert home(one, act, office, programme).new == 3
    first = rows(office)
    for _ in range(2):
        merged = home(other, act, office, programme)
        assert [name for name, _ in merged.again] == ["Aminah 0", "Badriah 1"]
        assert "Lalu Titik 1 – Kec. Banjarbaru Selatan" in merged.again[0][1]
    assert merged.new == 0 and len(rows(office)) == 4 and first.items() <= rows(office).items()
    with office.database.reading() as reader:
        assert len(seconds.of_programme(reader, programme)) == 2


def test_who_received_before_the_laptop_left_is_refused_on_it(laptop, office, act, plan):
    handovers.hand_over(office, act(SITI), "PEN-0", plan["Cempaka"])
    with pytest.raises(Refused, match="diserahkan Siti Rahmah"):
        handovers.hand_over(laptop(), act(TONO), "PEN-0", plan["Cempaka"])


@pytest.mark.parametrize(("spoil", "words", "said"), [
    (lambda file: file, "kata sandi yang lain", "Kata sandi berkas tidak cocok"),
    (lambda file: file[:-5], WORDS, "terpotong"),
    (lambda file: file[:30], WORDS, "terpotong"),
    (lambda file: file[:-5] + b"x" * 5, WORDS, "tidak cocok"),
    (lambda file: b"PK\x03\x04" + file, WORDS, "bukan berkas titik"),
])
def test_a_file_that_cannot_be_opened_is_said_and_changes_nothing(laptop, office, act, programme, plan, spoil, words, said):
    made = laptop()
    handovers.hand_over(made, act(TONO), "PEN-0", plan["Cempaka"])
    file = spoil(suitcase.homeward(made, act(TONO), WORDS))
    with pytest.raises(BadFile, match=said):
        homecoming.merge(office, act(), programme, file, words)
    assert rows(office) == {}


def test_a_file_of_another_programme_or_of_the_other_direction_is_refused(laptop, office, act, plan, programme):
    out, made = suitcase.pack(office, act(), plan["Cempaka"], WORDS), laptop()
    with pytest.raises(BadFile, match="berkas untuk laptop"):
        homecoming.merge(office, act(), programme, out, WORDS)
    back = suitcase.homeward(made, act(TONO), WORDS)
    with pytest.raises(Refused, match="program lain"):
        homecoming.merge(office, act(), "PRG-LAIN", back, WORDS)
    with pytest.raises(BadFile, match="kembali dari laptop"):
        suitcase.unpack(made, act(BUDI), back, WORDS)


def test_a_closed_point_takes_nothing_until_it_is_open_again(laptop, office, act, programme, plan):
    made = laptop()
    handovers.hand_over(made, act(TONO), "PEN-0", plan["Cempaka"])
    points.close(office, act(), plan["Cempaka"], {"to_warehouse": 3})
    with pytest.raises(Refused, match="sudah ditutup"):
        home(made, act, office, programme)
    points.reopen(office, act(), plan["Cempaka"])
    assert home(made, act, office, programme).new == 1


def test_only_an_empty_panel_opens_a_point_and_only_until_its_day(laptop, office, act, clock, plan, tmp_path):
    file, made = suitcase.pack(office, act(), plan["Cempaka"], WORDS), laptop()
    with pytest.raises(Refused, match="sudah dipakai"):
        suitcase.unpack(made, act(BUDI), file, WORDS)
    clock.later(days=1)
    with closing(open_office(tmp_path / "late")) as late, pytest.raises(Refused, match="sudah lewat"):
        suitcase.unpack(late, act(BUDI), file, WORDS)


def test_a_short_passphrase_another_role_or_another_passphrase_is_refused(laptop, office, act, plan):
    with pytest.raises(BadInput, match="terlalu pendek"):
        suitcase.pack(office, act(), plan["Cempaka"], "pendek")
    with pytest.raises(NotAllowed):
        suitcase.pack(office, act(RINA), plan["Cempaka"], WORDS)
    with pytest.raises(BadInput, match="kata sandi yang sama"):
        suitcase.homeward(laptop(), act(TONO), "kata sandi yang lain")
    with pytest.raises(Refused, match="bukan laptop"):
        suitcase.homeward(office, act(TONO), WORDS)


def test_a_laptop_forgets_its_people_after_the_day_but_not_before_what_it_did_was_sealed(laptop, act, clock, plan):
    made = laptop()
    handovers.hand_over(made, act(TONO), "PEN-0", plan["Cempaka"], {
        "proxy_relation": "Anak", "proxy_name": "Rahmat", "proxy_phone": "0812", "proxy_reason": "sakit", "kk_seen": True})
    clock.later(days=1)
    suitcase.tidy(made, act(BUDI))
    assert rows(made, RECIPIENT)["PEN-0"]["name"] == "Aminah 0"
    with pytest.raises(Refused, match="Buat dahulu berkas kembali"):
        suitcase.wipe(made, act(TONO))
    suitcase.homeward(made, act(TONO), WORDS)
    suitcase.tidy(made, act(BUDI))
    assert {row["name"] for row in rows(made, RECIPIENT).values()} == {None}
    assert {row["proxy_name"] for row in rows(made).values()} == {None}
    assert "wiped" in suitcase.carried(made)


def test_the_history_says_in_words_who_took_the_people_of_a_point_along(office, act, plan):
    suitcase.pack(office, act(), plan["Cempaka"], WORDS)
    with office.database.reading() as reader:
        [entry] = reader.history(table="point", kind="event")
    assert history_words.deed(entry.kind, entry.fields) == "berkas titik disiapkan"


def test_the_sealed_file_shows_nothing_of_the_people(office, act, plan):
    file = suitcase.pack(office, act(), plan["Cempaka"], WORDS)
    assert b"Aminah" not in file and json.loads(sealed.unseal(file, WORDS))["kind"] == "titik"
