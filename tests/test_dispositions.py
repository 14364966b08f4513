"""The mayor's disposition: asked for with a code, answered in four ways, at stage 2 and at stage 7."""

from datetime import timedelta

import pytest
from cast import RINA, SITI, THURSDAY
from letters_cast import SCAN, draft, fix, handed_in, letter, reach, signed, stage_row, started, words

from services import correspondence, dispositions, programmes
from services.domain.schema import DISPOSITION, PROGRAMME
from services.domain.sop import Status
from services.domain.states import Answer
from services.errors import BadInput, NotAllowed, NotReady, Refused, Stale


@pytest.fixture
def programme(office, act):
    return started(office, act)


def latest(office, programme, stage="memo"):
    with office.database.reading() as reader:
        return dispositions.latest(reader, programme, stage)


def said(act, answer, **more):
    return {"answer": answer, "answered": act().today, "instruction": "Laksanakan", **more}


def statuses(office, programme, *stages):
    return [stage_row(office, programme, stage)["status"] for stage in stages]


def test_a_memo_without_its_signed_copy_is_not_handed_in(office, act, programme):
    draft(office, act, programme, "memo", "telaahan_1")
    with pytest.raises(NotReady, match="Surat Telaahan Staf, bertanda tangan"):
        dispositions.hand_in(office, act(), programme, "memo", "ABC123")
    assert latest(office, programme) is None


def test_handing_in_makes_the_disposition_and_finishes_the_stage_in_one_act(office, act, programme):
    row = handed_in(office, act, programme)
    assert (row["code"], row["answer"], row["turn"]) == ("7K3QX9ZD4M0A", None, 1)
    assert statuses(office, programme, "memo", "disposition") == [Status.DONE, Status.WAITING_DISPOSITION]
    with office.database.reading() as reader:
        operations = {entry.operation for entry in reader.history(row=[row["id"]])}
        assert ("stage", stage_row(office, programme, "memo")["id"]) in reader.rows_of(operations.pop())


def test_a_double_click_asks_the_mayor_once_and_a_second_window_is_told(office, act, programme):
    signed(office, act, programme, "memo", "telaahan_1")
    once = act(operation="OP-DOUBLE")
    for code in ("AAAAAA", "BBBBBB"):
        dispositions.hand_in(office, once, programme, "memo", code)
    assert latest(office, programme)["code"] == "AAAAAA"
    with pytest.raises(Refused, match="belum dijawab"):
        dispositions.hand_in(office, act(), programme, "memo", "CCCCCC")


def test_the_sheet_carries_the_code_and_says_what_it_accompanies(office, act, programme):
    row = handed_in(office, act, programme)
    text = words(dispositions.sheet(office, row["id"], THURSDAY))
    assert "LEMBAR DISPOSISI" in text and "7K3Q-X9ZD-4M0A" in text and "Bansos Ramadan 2026" in text
    assert "Wali Kota Banjarbaru" in text


@pytest.mark.parametrize("typed", ["7K3QX9ZD4M0A", " 7k3q x9zd 4moa ", "https://panel.contoh.go.id/verifikasi/7K3Q-X9ZD-4M0A"])
def test_the_code_opens_the_disposition_however_it_is_typed(office, act, programme, typed):
    row = handed_in(office, act, programme)
    with office.database.reading() as reader:
        assert dispositions.by_code(reader, typed)["id"] == row["id"]


@pytest.mark.parametrize("typed", ["", "   ", "ZZZZZZ"])
def test_an_unknown_code_is_a_sentence(office, act, programme, typed):
    handed_in(office, act, programme)
    with office.database.reading() as reader, pytest.raises(BadInput, match="Periksa lagi kode"):
        dispositions.by_code(reader, typed)


def test_letters_that_look_like_digits_are_read_as_digits(office, act, programme):
    handed_in(office, act, programme, code="1A0B1C")
    with office.database.reading() as reader:
        assert dispositions.by_code(reader, "iaoblc")["code"] == "1A0B1C"


@pytest.mark.parametrize("answer", [Answer.AGREED, Answer.AGREED_WITH_NOTES])
def test_a_yes_with_the_scan_finishes_the_stage_and_starts_procurement(office, act, programme, answer):
    row = handed_in(office, act, programme)
    dispositions.answer(office, act(), row, said(act, answer, forwarded_to="Kepala Dinas Sosial"), content=SCAN, name="d.pdf")
    assert statuses(office, programme, "disposition", "procurement") == [Status.DONE, Status.RUNNING]
    assert latest(office, programme)["forwarded_to"] == "Kepala Dinas Sosial"


def test_a_yes_without_the_sheet_is_kept_and_the_checklist_says_what_is_missing(office, act, programme):
    dispositions.answer(office, act(), handed_in(office, act, programme), said(act, Answer.AGREED))
    assert statuses(office, programme, "disposition") == [Status.WAITING_DISPOSITION]
    with office.database.reading() as reader:
        lacking = programmes.missing(reader, office.sop, programme, "disposition")
    assert [paper.key for paper in lacking] == ["lembar_disposisi"]


def test_a_returned_memo_is_counted_and_needs_a_new_version(office, act, programme):
    row = handed_in(office, act, programme)
    dispositions.answer(office, act(), row, said(act, Answer.RETURNED), hardcopy_place="lemari 2")
    assert statuses(office, programme, "memo", "disposition") == [Status.RETURNED] * 2
    assert stage_row(office, programme, "memo")["returned"] == 1
    with pytest.raises(Refused, match="Buat versi baru"):
        dispositions.hand_in(office, act(), programme, "memo", "ZZZZZZ")
    old = letter(office, programme, "telaahan_1")["id"]
    correspondence.new_version(office, act(), [old])
    assert statuses(office, programme, "memo") == [Status.RUNNING]
    again = letter(office, programme, "telaahan_1")["id"]
    correspondence.sign(office, act(), [again], act().today, hardcopy_place="lemari 2")
    dispositions.hand_in(office, act(), programme, "memo", "ZZZZZZ")
    assert (latest(office, programme)["code"], latest(office, programme)["turn"]) == ("ZZZZZZ", 2)
    assert statuses(office, programme, "memo", "disposition") == [Status.DONE, Status.WAITING_DISPOSITION]
    dispositions.answer(office, act(), latest(office, programme), said(act, Answer.AGREED), content=SCAN, name="d.pdf")
    assert statuses(office, programme, "disposition") == [Status.DONE]


def test_a_no_ends_the_programme(office, act, programme):
    dispositions.answer(office, act(), handed_in(office, act, programme), said(act, Answer.REJECTED))
    assert statuses(office, programme, "disposition") == [Status.REJECTED]
    with office.database.reading() as reader:
        assert reader.get(PROGRAMME, programme)["status"] == Status.REJECTED


def test_a_memo_on_the_mayors_desk_gets_no_new_version(office, act, programme):
    handed_in(office, act, programme)
    with pytest.raises(Refused, match="di meja Wali Kota"):
        correspondence.new_version(office, act(), [letter(office, programme, "telaahan_1")["id"]])


def test_an_answer_is_recorded_once(office, act, programme):
    row = handed_in(office, act, programme)
    dispositions.answer(office, act(), row, said(act, Answer.AGREED))
    with pytest.raises(Refused, match="sudah dicatat"):
        dispositions.answer(office, act(), row, said(act, Answer.REJECTED))


def test_an_answer_needs_its_word_and_a_day_that_can_be(office, act, programme):
    row = handed_in(office, act, programme)
    for values in ({"answer": None}, {"answered": None}):
        with pytest.raises(BadInput, match="Pilih jawaban"):
            dispositions.answer(office, act(), row, said(act, Answer.AGREED) | values)
    for days in (-1, 1):
        with pytest.raises(BadInput, match="sejak hari diajukan"):
            dispositions.answer(
                office, act(), row, said(act, Answer.AGREED) | {"answered": act().today + timedelta(days)})


def test_a_reader_records_no_answer(office, act, programme):
    with pytest.raises(NotAllowed):
        dispositions.answer(office, act(RINA), handed_in(office, act, programme), said(act, Answer.AGREED))


def test_two_windows_on_the_instruction_are_told(office, act, programme):
    row = handed_in(office, act, programme)
    dispositions.answer(office, act(), row, said(act, Answer.AGREED))
    seen = latest(office, programme)
    dispositions.complete(office, act(), seen, {"instruction": "Segera", "answer": Answer.REJECTED})
    assert latest(office, programme)["answer"] == Answer.AGREED
    with pytest.raises(Stale, match="Isi Disposisi"):
        dispositions.complete(office, act(SITI), seen, {"instruction": "Tunda"})


def at_stage_seven(office, act, clock, programme):
    fix(office, act, programme, clock.now)
    reach(office, act, programme, "bnba_memo")
    signed(office, act, programme, "bnba_memo", "telaahan_2")
    dispositions.hand_in(office, act(), programme, "bnba_memo", "SEVEN7")
    return latest(office, programme, "bnba_memo")


def test_the_memo_of_stage_seven_waits_and_is_answered_there(office, act, clock, programme):
    row = at_stage_seven(office, act, clock, programme)
    assert statuses(office, programme, "bnba_memo") == [Status.WAITING_DISPOSITION]
    symbolic = {"symbolic_by": "Wali Kota Banjarbaru", "symbolic_date": act().today, "symbolic_place": "Aula",
                "symbolic_recipients": "Siti Contoh (Palam)"}
    dispositions.answer(office, act(), row, said(act, Answer.AGREED, **symbolic))
    assert statuses(office, programme, "bnba_memo", "distribution") == [Status.DONE, Status.RUNNING]
    assert latest(office, programme, "bnba_memo")["symbolic_place"] == "Aula"


def test_returned_at_stage_seven_the_list_stays_fixed_and_the_memo_gets_a_new_version(office, act, clock, programme):
    row = at_stage_seven(office, act, clock, programme)
    dispositions.answer(office, act(), row, said(act, Answer.RETURNED))
    assert statuses(office, programme, "memo", "recap", "bnba_memo") == [Status.DONE, Status.DONE, Status.RETURNED]
    with office.database.reading() as reader:
        assert reader.get(PROGRAMME, programme)["fixed_at"] is not None
    correspondence.new_version(office, act(), [letter(office, programme, "telaahan_2")["id"]])
    again = letter(office, programme, "telaahan_2")["id"]
    with pytest.raises(NotReady, match="beserta BNBA, bertanda tangan"):
        dispositions.hand_in(office, act(), programme, "bnba_memo", "SEVEN8")
    correspondence.sign(office, act(), [again], act().today, content=SCAN, name="t.pdf")
    dispositions.hand_in(office, act(), programme, "bnba_memo", "SEVEN8")
    assert statuses(office, programme, "bnba_memo") == [Status.WAITING_DISPOSITION]


def test_where_an_administrator_went_past_the_memo_a_sheet_can_still_be_made(office, act, programme):
    reach(office, act, programme, "disposition")
    dispositions.hand_in(office, act(), programme, "memo", "LATER1")
    with office.database.reading() as reader:
        assert reader.count(DISPOSITION, programme=programme) == 1
