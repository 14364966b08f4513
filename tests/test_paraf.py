"""The paraf before a letter is signed: who is asked, in which order, by which role it is noted, and how it comes back."""

from datetime import date

import pytest
from cast import BUDI, KABID, KADIS, RINA, SITI
from letters_cast import draft, letter, started, words

from services import correspondence, letter_data, letter_verification, paraf, printing
from services.domain.schema import OFFICIAL
from services.domain.states import LetterState
from services.errors import BadInput, NotAllowed, NotReady, Refused
from services.storage.database import create, update

DIVISION, SECRETARY = "PJB-2", "PJB-3"
CODE = "7K3QX9ZD4M0A"


@pytest.fixture
def programme(office, act):
    """An office with a head, a head of division and an acting secretary."""
    made = started(office, act)
    office.database.change(act(BUDI), "office", [
        create(OFFICIAL, DIVISION, position="Kepala Bidang Linjamsos", name="Hidayat", duty="Kepala Bidang"),
        create(OFFICIAL, SECRETARY, position="Sekretaris", name="Noor", duty="Sekretaris", form="Plh.",
               since=date(2026, 3, 1), until=date(2026, 3, 31))])
    return made


@pytest.fixture
def made(office, act, programme):
    return draft(office, act, programme, "memo", "telaahan_1")


def state(office, programme):
    return letter(office, programme, "telaahan_1")["state"]


def why(office, made):
    with office.database.reading() as reader:
        return paraf.reason(reader, made)


def initialled(office, act, made):
    paraf.submit(office, act(), [made], [DIVISION, SECRETARY])
    for number in (1, 2):
        paraf.give(office, act(KABID), [made], number)


def test_a_draft_is_neither_printed_to_be_signed_nor_signed_before_its_last_paraf(office, act, programme, made):
    for before in (lambda: None, lambda: paraf.submit(office, act(), [made], [DIVISION, SECRETARY]),
                   lambda: paraf.give(office, act(KABID), [made], 1)):
        before()
        with pytest.raises(Refused, match="menunggu tanda tangan"):
            correspondence.release(office, act(), {made: CODE})
        with pytest.raises(Refused, match="menunggu tanda tangan"):
            correspondence.sign(office, act(), [made], act().today, hardcopy_place="lemari 2")
    paraf.give(office, act(KABID), [made], 2)
    assert state(office, programme) == LetterState.READY
    correspondence.release(office, act(), {made: CODE})
    correspondence.sign(office, act(), [made], act().today, hardcopy_place="lemari 2")
    assert state(office, programme) == LetterState.SIGNED


def test_the_matrix_on_the_last_sheet_names_who_was_asked_in_the_right_form(office, act, clock, made):
    initialled(office, act, made)
    for clean in (False, True):
        text = words(printing.pdf(office, [made], clock.now, clean=clean))
        assert text.index("Pejabat") < text.index("Kepala Bidang Linjamsos") < text.index("Plh. Sekretaris")
        assert ("KONSEP" in text) is not clean


def test_only_who_is_in_office_may_be_asked(office, act, clock, made):
    clock.later(days=30)
    with office.database.reading() as reader:
        assert [row["id"] for row in letter_data.initiallers(reader, act().today)] == [DIVISION]
    with pytest.raises(BadInput, match="tidak bertugas hari ini"):
        paraf.submit(office, act(), [made], [SECRETARY])


@pytest.mark.parametrize("officials", [[], [DIVISION] * 4])
def test_one_to_three_officials_are_asked(office, act, made, officials):
    with pytest.raises(BadInput, match="satu sampai 3 pejabat"):
        paraf.submit(office, act(), [made], officials)


def test_an_unfinished_memo_is_not_submitted(office, act, programme, made):
    seen = letter(office, programme, "telaahan_1")
    correspondence.edit(office, act(), seen, {"body": "# Persoalan\n……"})
    with pytest.raises(NotReady, match="Permintaan paraf"):
        paraf.submit(office, act(), [made], [DIVISION])


def test_each_step_is_for_the_right_role(office, act, made):
    with pytest.raises(NotAllowed):
        paraf.submit(office, act(RINA), [made], [DIVISION])
    paraf.submit(office, act(), [made], [DIVISION])
    with pytest.raises(NotAllowed, match="mencatat paraf"):
        paraf.give(office, act(SITI), [made], 1)
    with pytest.raises(NotAllowed, match="mengembalikan surat"):
        paraf.send_back(office, act(SITI), [made], "salah")


def test_the_same_paraf_is_not_noted_twice(office, act, made):
    paraf.submit(office, act(), [made], [DIVISION, SECRETARY])
    paraf.give(office, act(KABID), [made], 1)
    with pytest.raises(Refused, match="baru saja dicatat"):
        paraf.give(office, act(KABID), [made], 1)


def test_a_letter_that_waits_for_a_paraf_is_not_edited(office, act, programme, made):
    paraf.submit(office, act(), [made], [DIVISION])
    with pytest.raises(Refused, match="Kembalikan dahulu"):
        correspondence.edit(office, act(), letter(office, programme, "telaahan_1"), {"about": "lain"})


def test_a_letter_is_sent_back_only_with_a_reason_and_begins_again(office, act, programme, made):
    paraf.submit(office, act(), [made], [DIVISION, SECRETARY])
    with pytest.raises(BadInput, match="Tulis alasan"):
        paraf.send_back(office, act(KABID), [made], " ")
    paraf.send_back(office, act(KABID), [made], "Perjelas anggaran")
    assert (state(office, programme), why(office, made)) == (LetterState.DRAFT, "Perjelas anggaran")
    with pytest.raises(Refused, match="konsep"):
        paraf.give(office, act(KABID), [made], 1)
    initialled(office, act, made)
    assert (state(office, programme), why(office, made)) == (LetterState.READY, "")


def test_the_head_sends_back_what_was_printed_to_be_signed_and_that_copy_is_void(office, act, clock, programme, made):
    initialled(office, act, made)
    correspondence.release(office, act(), {made: CODE})
    assert not letter_verification.verify(office, CODE, "a", clock.now).valid
    paraf.send_back(office, act(KADIS), [made], "Salah alamat")
    assert (why(office, made), letter(office, programme, "telaahan_1")["code"]) == ("Salah alamat", None)


def test_an_office_without_such_officials_signs_its_drafts(office, act, programme, made):
    for official in (DIVISION, SECRETARY):
        office.database.change(act(BUDI), "office", [update(OFFICIAL, official, until=date(2026, 3, 11))])
    correspondence.sign(office, act(), [made], act().today, hardcopy_place="lemari 2")
    assert state(office, programme) == LetterState.SIGNED
