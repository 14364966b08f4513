"""The check before a list is fixed, through the office: earlier programmes, decisions, exceptions, annex."""

import io
from datetime import date, timedelta

import pytest
from cast import BUDI, RINA, SITI
from openpyxl import load_workbook
from recipients_cast import get, recapitulating

from services import programmes
from services.domain.schema import AUDIT_EXCEPTION, HANDOVER, OFFICIAL, PACKAGE_ITEM, PROGRAMME, RECIPIENT
from services.domain.states import Verdict
from services.errors import BadInput, NotAllowed, NotReady, Refused
from services.people import audit, doubles
from services.storage.database import create, redact, update

RUSMINI = {
    "name": "Rusmini", "nik": "6372014809869001", "no_kk": "6372010101089001", "birth_date": date(1986, 9, 8),
    "kelurahan": "Palam", "source": "DTSEN", "state": "Calon",
}
HAMDANI = RUSMINI | {"name": "Hamdani", "nik": "6372010503849001", "no_kk": "6372010101089002", "birth_date": date(1984, 3, 5)}
EXCEPTION = {"reason": "Rumahnya kebanjiran tahun ini", "approved_by": "Kabid Linjamsos"}


@pytest.fixture
def programme(office, act):
    return programmes.start(office, act(), {"name": "Bansos 2026", "year": 2026, "quota": 10})


@pytest.fixture
def earlier(office, act):
    return programmes.start(office, act(), {"name": "Bansos 2025", "year": 2025, "quota": 10})


def add(office, act, programme, **people):
    rows = [create(RECIPIENT, row, programme=programme, **values) for row, values in people.items()]
    office.database.change(act(SITI), "recipients", rows)


def served(office, act, programme, person):
    at = act().now - timedelta(days=365)
    office.database.change(act(), "handover", [create(
        HANDOVER, f"SER-{person}", programme=programme, recipient=person, point="TTK-1", at=at, officer="Tono",
        taken_by="Sendiri")])


def examined(office, act, programme):
    with office.database.reading() as reader:
        return audit.examine(reader, programme, act().today)


def codes(result):
    return [(finding.check.code, finding.person["id"]) for finding in result.findings]


def test_who_received_in_an_earlier_year_is_found_by_the_nik(office, act, programme, earlier):
    add(office, act, earlier, OLD=RUSMINI)
    served(office, act, earlier, "OLD")
    add(office, act, programme, NEW=RUSMINI, OTHER=HAMDANI)
    (finding,) = examined(office, act, programme).findings
    assert finding.sentence == "Sudah menerima Bansos 2025 (12 Maret 2025)." and finding.person["id"] == "NEW"


def test_who_received_under_another_nik_is_found_once_somebody_said_it_is_one_person(office, act, programme, earlier):
    add(office, act, earlier, OLD=RUSMINI | {"nik": "6372054809869007"})
    served(office, act, earlier, "OLD")
    add(office, act, programme, NEW=RUSMINI)
    assert codes(examined(office, act, programme)) == []
    doubles.decide(office, act(), doubles.search(office, programme).alike[0], Verdict.SAME)
    assert codes(examined(office, act, programme)) == [("pernah_dibantu", "NEW")]


def test_one_person_twice_on_the_list_is_found_after_the_decision(office, act, programme):
    add(office, act, programme, A=RUSMINI, B=RUSMINI | {"name": "Rusmeni", "nik": "6372054809869007", "no_kk": "6372010101089009"})
    doubles.decide(office, act(), doubles.search(office, programme).alike[0], Verdict.SAME)
    assert codes(examined(office, act, programme)) == [("orang_ganda", "A"), ("orang_ganda", "B")]


def test_who_was_dropped_earlier_and_is_back_is_found_but_not_one_of_two_doubles(office, act, programme, earlier):
    add(office, act, earlier, GONE=RUSMINI | {"state": "Gugur"}, ROW1=HAMDANI, ROW2=HAMDANI | {"state": "Gugur"})
    office.database.change(act(), "list", [update(RECIPIENT, "GONE", reason="Sudah meninggal menurut RT")])
    add(office, act, programme, A=RUSMINI, B=HAMDANI)
    result = examined(office, act, programme)
    assert codes(result) == [("pernah_ditolak", "A"), ("meninggal", "A")]
    assert result.findings[0].sentence == "Dikeluarkan dari Bansos 2025: Sudah meninggal menurut RT."


def test_who_was_replaced_earlier_as_dead_and_is_back_is_found(office, act, programme, earlier):
    add(office, act, earlier, GONE=RUSMINI | {"state": "Diganti"})
    office.database.change(act(), "list", [update(RECIPIENT, "GONE", reason="meninggal dunia")])
    add(office, act, programme, A=RUSMINI)
    assert codes(examined(office, act, programme)) == [("pernah_ditolak", "A"), ("meninggal", "A")]


def test_only_the_proposed_list_is_checked_and_after_fixing_the_fixed_one(office, act, programme):
    office.database.change(act(), "programme", [update(PROGRAMME, programme, quota=1)])
    add(office, act, programme, A=HAMDANI | {"decile": 1}, B=RUSMINI | {"nik": None})
    assert examined(office, act, programme).size == 1 and codes(examined(office, act, programme)) == []
    fixed = [update(RECIPIENT, "B", state="Ditetapkan", rank=1), update(PROGRAMME, programme, fixed_at=act().now)]
    office.database.change(act(), "list", fixed)
    assert codes(examined(office, act, programme)) == [("nik_tidak_sah", "B")]


def test_fewer_packages_in_the_warehouse_than_people_are_found(office, act, programme):
    item = create(PACKAGE_ITEM, "ISI-1", programme=programme, item="Beras", quantity=5, unit="kg", received=9)
    office.database.change(act(), "programme", [item])
    add(office, act, programme, A=RUSMINI, B=HAMDANI)
    result = examined(office, act, programme)
    assert result.packages == 1 and codes(result) == [("lebih_dari_paket", "B")]


@pytest.fixture
def found(office, act, programme):
    add(office, act, programme, A=RUSMINI | {"helped_before": True})
    return "pernah_dibantu"


def test_an_exception_with_reason_and_name_closes_a_finding_and_can_be_withdrawn(office, act, programme, found):
    assert examined(office, act, programme).open == 1
    audit.sign_off(office, act(), programme, found, ["A"], EXCEPTION)
    result = examined(office, act, programme)
    assert result.open == 0
    assert result.findings[0].excepted == "Rumahnya kebanjiran tahun ini. Disetujui Kabid Linjamsos, 12 Maret 2026."
    audit.withdraw(office, act(), result.findings[0].exception["id"])
    assert examined(office, act, programme).open == 1


def test_an_exception_whose_reason_was_destroyed_still_closes_its_finding(office, act, programme, found):
    audit.sign_off(office, act(), programme, found, ["A"], EXCEPTION)
    with office.database.reading() as reader:
        exception = reader.first(AUDIT_EXCEPTION)["id"]
    office.database.change(act(), "list", [redact(AUDIT_EXCEPTION, exception)])
    (finding,) = examined(office, act, programme).findings
    assert finding.excepted == "Alasan sudah dimusnahkan. Disetujui Kabid Linjamsos, 12 Maret 2026."


def test_no_exception_without_reason_name_or_right_nor_twice(office, act, programme, found):
    with pytest.raises(BadInput, match="Disetujui oleh wajib"):
        audit.sign_off(office, act(), programme, found, ["A"], EXCEPTION | {"approved_by": " "})
    with pytest.raises(BadInput, match="sedikitnya satu"):
        audit.sign_off(office, act(), programme, found, [], EXCEPTION)
    with pytest.raises(NotAllowed):
        audit.sign_off(office, act(RINA), programme, found, ["A"], EXCEPTION)
    audit.sign_off(office, act(), programme, found, ["A"], EXCEPTION)
    with pytest.raises(Refused, match="sudah dikecualikan"):
        audit.sign_off(office, act(), programme, found, ["A"], EXCEPTION)
    with office.database.reading() as reader:
        assert reader.count(AUDIT_EXCEPTION) == 1


def test_the_annex_says_every_check_and_hides_the_numbers(office, act, programme, found):
    office.database.change(act(BUDI), "office", [create(
        OFFICIAL, "PJB-1", duty="Kepala Dinas", position="Kepala Dinas Sosial", name="Dra. Contoh, M.Si.", form="Definitif")])
    audit.sign_off(office, act(), programme, found, ["A"], EXCEPTION)
    text = pdf_text(audit.annex(office, programme, act().now))
    assert "Rusmini" in text and "kebanjiran" in text and "NIK tidak sah" in text and RUSMINI["nik"] not in text


def pdf_text(pdf):
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        return "\n".join(page.extract_text() for page in book.pages)


def test_the_workbook_has_a_line_for_each_finding_and_its_download_is_remembered(office, act, programme, found):
    sheet = load_workbook(io.BytesIO(audit.workbook(office, act(), programme))).active
    assert [cell.value for cell in sheet[2]][:4] == ["Pernah menerima bantuan", 1, "Rusmini", "637201******9001"]
    with office.database.reading() as reader:
        assert reader.history(row=programme, limit=1)[0].kind == "event"


# --- the list fixed


def exceptions(office, programme):
    with office.database.reading() as reader:
        return [(row["reason"], row["approved_by"]) for row in reader.find(AUDIT_EXCEPTION, programme=programme)]


def seen(office, act, programme):
    return audit.open_keys(examined(office, act, programme))


def test_a_list_with_open_findings_is_only_fixed_with_a_reason_that_excepts_each(office, act):
    programme = recapitulating(office, act)
    number = examined(office, act, programme).open
    with pytest.raises(NotReady, match=f"alasan menetapkan dengan {number} temuan terbuka"):
        audit.fix(office, act(), programme, "  ", seen(office, act, programme))
    assert exceptions(office, programme) == [] and get(office, programme, PROGRAMME)["fixed_at"] is None
    audit.fix(office, act(SITI), programme, "Sudah diverifikasi lapangan", seen(office, act, programme))
    assert get(office, programme, PROGRAMME)["fixed_at"] and examined(office, act, programme).open == 0
    assert exceptions(office, programme) == [("Sudah diverifikasi lapangan", SITI.name)] * number


def test_what_was_excepted_before_keeps_its_own_reason(office, act):
    programme = recapitulating(office, act)
    first = examined(office, act, programme).findings[0]
    audit.sign_off(office, act(), programme, first.check.code, [first.person["id"]], EXCEPTION)
    audit.fix(office, act(), programme, "Sudah diverifikasi lapangan", seen(office, act, programme))
    assert (EXCEPTION["reason"], EXCEPTION["approved_by"]) in exceptions(office, programme)


def test_a_double_click_fixes_and_excepts_once(office, act):
    programme, once = recapitulating(office, act), act()
    known = seen(office, act, programme)
    for _ in range(2):
        audit.fix(office, once, programme, "Sudah diverifikasi lapangan", known)
    assert len(exceptions(office, programme)) == len(examined(office, act, programme).findings)


def test_a_list_that_cannot_be_fixed_yet_excepts_nobody(office, act, programme, found):
    with pytest.raises(Refused, match="belum berjalan"):
        audit.fix(office, act(), programme, "Sudah diverifikasi lapangan", seen(office, act, programme))
    assert exceptions(office, programme) == []


def test_a_reason_does_not_hold_for_a_finding_that_came_after_it(office, act):
    programme = recapitulating(office, act)
    known = seen(office, act, programme)
    office.database.change(act(SITI), "recipients", [update(RECIPIENT, "PEN-2", helped_before=True)])
    with pytest.raises(NotReady, match="temuan terbuka yang baru"):
        audit.fix(office, act(), programme, "Sudah diverifikasi lapangan", known)
    assert exceptions(office, programme) == [] and get(office, programme, PROGRAMME)["fixed_at"] is None


def test_the_last_check_is_known_and_since_when_it_is_old_and_shows_exceptions_at_once(office, act, clock, programme, found):
    def last():
        with office.database.reading() as reader:
            return audit.last(reader, programme, act().today)

    assert last() is None
    audit.look(office, programme, clock.now)
    audit.sign_off(office, act(), programme, found, ["A"], EXCEPTION)
    assert (last().found.open, last().since) == (0, None)
    add(office, act, programme, B=HAMDANI)
    assert (last().found.size, last().since) == (1, clock.now)
