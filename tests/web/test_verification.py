"""/verifikasi: what a code tells to anybody, and how guessing is slowed down."""

from datetime import date, timedelta

import pytest
from cast import SITI
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient

from services import letter_verification as use_case
from services.domain.schema import DISPOSITION, HANDOVER, LETTER, PROGRAMME, RECIPIENT
from services.domain.states import Answer, LetterState, RecipientState
from services.errors import NotFound, Refused
from services.letter_verification import FREE_MISSES, PAUSE
from services.storage.database import create, update
from services.web import signin, verification

CODE, INVITED = "7K3QX9ZD4M0AB", "0123456789ABCD"
NAME, NIK = "Siti Aminah", "6372014503840003"


@pytest.fixture
def client(office, clock):
    routes = [Route(path, handler) for path, handler in verification.routes(lambda: office, lambda: clock.now).items()]
    app = Starlette(routes=routes, middleware=[Middleware(signin.Guard, office=lambda: office, clock=lambda: clock.now)])
    return TestClient(app, base_url="http://panel.test", follow_redirects=False)


@pytest.fixture
def letter(office, act) -> str:
    values = {"kind": "permintaan_data", "version": 1, "about": f"Data {NAME}", "addressee": "Lurah Palam",
              "state": LetterState.SENT, "code": CODE, "number": "400/7/DINSOS/2026", "dated": date(2026, 3, 5), "year": 2026}
    office.database.change(act(SITI), "letters", [create(LETTER, "SRT-1", **values)])
    return CODE


@pytest.fixture
def recipient(office, act) -> str:
    office.database.change(act(SITI), "list", [
        create(PROGRAMME, "PRG-1", name="Paket Ramadan", year=2026, quota=1),
        create(RECIPIENT, "PEN-1", programme="PRG-1", name=NAME, nik=NIK, state=RecipientState.CHOSEN, code=INVITED)])
    return INVITED


def test_a_stranger_sees_kind_number_date_and_state_and_nothing_else(client, letter):
    answer = client.get(f"/verifikasi/{letter}")
    for words in ("Permintaan data calon penerima", "400/7/DINSOS/2026", "5 Maret 2026", "Berlaku"):
        assert words in answer.text
    assert NAME not in answer.text and "Lurah Palam" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("typed", [CODE.lower(), "7K3Q-X9ZD-4M0AB", "7K3QX9ZD4MOAB"])
def test_a_code_may_be_typed_as_people_read_it(client, letter, typed: str):
    assert client.get(f"/verifikasi/{typed}").status_code == 200


def test_a_replaced_letter_says_so(client, office, act, letter):
    office.database.change(act(SITI), "letters", [update(LETTER, "SRT-1", state=LetterState.REPLACED)])
    answer = client.get(f"/verifikasi/{letter}").text
    assert "sudah diganti surat yang lebih baru" in answer
    assert 'role="alert"' in answer


@pytest.mark.parametrize("state", list(LetterState))
def test_every_state_of_a_letter_has_its_sentence(office, act, clock, letter, state: LetterState):
    office.database.change(act(SITI), "letters", [update(LETTER, "SRT-1", state=state)])
    assert use_case.verify(office, letter, "a", clock.now).state == use_case.STATES[state]


def test_a_receipt_tells_whether_the_package_was_handed_over_but_not_to_whom(client, office, act, clock, recipient):
    before = client.get(f"/verifikasi/{recipient}").text
    assert "belum tercatat diserahkan" in before
    handed = create(HANDOVER, "SER-1", programme="PRG-1", recipient="PEN-1", point="TTK-1", at=clock.now,
                    officer="Tono", taken_by="Sendiri")
    office.database.change(act(SITI), "handover", [handed])
    after = client.get(f"/verifikasi/{recipient}").text
    assert "sudah diserahkan" in after and "12 Maret 2026" in after
    for text in (before, after):
        assert NAME not in text and NIK not in text and "Tono" not in text


def test_an_invitation_of_somebody_who_left_the_list_says_so(client, office, act, recipient):
    office.database.change(act(SITI), "list", [update(RECIPIENT, "PEN-1", state=RecipientState.REPLACED)])
    assert "daftar penerima sudah berubah" in client.get(f"/verifikasi/{recipient}").text


@pytest.fixture
def sheet(office, act) -> str:
    values = {"programme": "PRG-1", "stage": "memo", "letter": "SRT-1", "sent": date(2026, 3, 12)}
    office.database.change(act(SITI), "disposition", [create(DISPOSITION, "DSP-1", code="3K5TWN0Q8XAM", turn=1, **values)])
    return "3K5TWN0Q8XAM"


def test_a_disposition_sheet_tells_whether_it_was_answered_but_not_what(client, office, act, sheet):
    before = client.get(f"/verifikasi/{sheet}").text
    assert "Lembar disposisi" in before and "12 Maret 2026" in before and "Menunggu jawaban" in before
    said = {"answer": Answer.AGREED, "answered": date(2026, 3, 12), "instruction": f"Dahulukan {NAME}"}
    office.database.change(act(SITI), "disposition", [update(DISPOSITION, "DSP-1", **said)])
    after = client.get(f"/verifikasi/{sheet}").text
    assert "Sudah dijawab" in after and NAME not in after and "Setuju" not in after


def test_a_sheet_that_was_handed_in_again_is_replaced_by_the_newer_one(client, office, act, sheet):
    newer = {"programme": "PRG-1", "stage": "memo", "sent": date(2026, 3, 13), "code": "9ZD4M0AB7K3Q", "turn": 2}
    office.database.change(act(SITI), "disposition", [create(DISPOSITION, "DSP-2", **newer)])
    assert "Tidak berlaku lagi" in client.get(f"/verifikasi/{sheet}").text
    assert "Menunggu jawaban" in client.get("/verifikasi/9ZD4M0AB7K3Q").text


def test_an_unknown_code_is_404_and_stays_in_the_field_as_text(client, letter):
    answer = client.get("/verifikasi/%3Cscript%3Ex")
    assert answer.status_code == 404
    assert "tidak dikenal" in answer.text
    assert "<script>x" not in answer.text


def test_without_a_code_there_is_a_field_for_it(client, letter):
    assert "<form" in client.get("/verifikasi").text
    assert client.get("/verifikasi?kode= 7K3Q ").headers["location"] == "/verifikasi/7K3Q"


def test_a_letter_without_a_code_is_never_found(client, office, act):
    values = {"kind": "permintaan_data", "version": 1, "about": "x", "state": LetterState.DRAFT}
    office.database.change(act(SITI), "letters", [create(LETTER, "SRT-2", **values)])
    assert client.get("/verifikasi/None").status_code == 404
    assert client.get("/verifikasi/-").status_code == 404


def test_guessing_is_slowed_down_for_that_address_only(office, clock, letter):
    for _ in range(FREE_MISSES):
        with pytest.raises(NotFound):
            use_case.verify(office, "SALAH-SALAH", "10.0.0.7", clock.now)
    with pytest.raises(Refused, match="Tunggu 5 menit"):
        use_case.verify(office, letter, "10.0.0.7", clock.now)
    assert use_case.verify(office, letter, "10.0.0.8", clock.now)
    clock.later(seconds=PAUSE.total_seconds())
    assert use_case.verify(office, letter, "10.0.0.7", clock.now)


def test_right_codes_are_never_slowed_down(office, clock, letter):
    for _ in range(3 * FREE_MISSES):
        use_case.verify(office, letter, "10.0.0.7", clock.now)
    with pytest.raises(NotFound):
        use_case.verify(office, "SALAH-SALAH", "10.0.0.7", clock.now + timedelta(seconds=1))


def test_too_many_questions_are_429(client, letter):
    answers = [client.get(f"/verifikasi/SALAH{number:08}").status_code for number in range(FREE_MISSES + 1)]
    assert answers == [404] * FREE_MISSES + [429]
