"""Programmes and their stages: they start, are finished only with their papers, come back, end, go on."""

import pytest
from cast import BUDI, KADIS, RINA, SITI

from services import attachments, programmes
from services.domain.schema import DISPOSITION, FILE, LETTER, PACKAGE_ITEM, PROGRAMME, STAGE
from services.domain.sop import Status
from services.domain.states import LetterState
from services.errors import BadInput, NotAllowed, NotReady, Refused
from services.storage.database import create, update

VALUES = {"name": "Bansos Ramadan 2026", "year": 2026, "quota": 400, "goods": "paket sembako"}


@pytest.fixture
def programme(office, act):
    item = {"item": "Beras", "quantity": 5, "unit": "kg", "price": 15_000}
    return programmes.start(office, act(), VALUES, (item,))


def statuses(office, programme):
    with office.database.reading() as reader:
        return {key: row["status"] for key, row in programmes.stages(reader, programme).items()}


def prove(office, act, programme, stage):
    """Note a place of the hardcopy for every paper that a stage lacks."""
    with office.database.reading() as reader:
        lacking = programmes.missing(reader, office.sop, programme, stage)
        row = programmes.stages(reader, programme)[stage]["id"]
    for paper in lacking:
        attachments.attach(
            office, act(), row, hardcopy_place="lemari 2", programme=programme, stage=stage, paper=paper.key)


def complete(office, act, programme, stage):
    prove(office, act, programme, stage)
    programmes.finish(office, act(), programme, stage)


def test_a_new_programme_has_eight_stages_and_the_first_is_running(office, programme):
    now = list(statuses(office, programme).values())
    assert now == [Status.RUNNING, *[Status.NOT_STARTED] * 7]
    with office.database.reading() as reader:
        assert reader.first(PACKAGE_ITEM, programme=programme)["item"] == "Beras"


def test_starting_twice_by_a_double_click_makes_one_programme(office, act):
    once = act(operation="OP-DOUBLE")
    assert programmes.start(office, once, VALUES) == programmes.start(office, once, VALUES)
    with office.database.reading() as reader:
        assert reader.count(PROGRAMME) == 1 and reader.count(STAGE) == 8


def test_a_reader_may_not_start_a_programme(office, act):
    with pytest.raises(NotAllowed):
        programmes.start(office, act(RINA), VALUES)


def test_a_programme_without_a_quota_is_refused_in_words(office, act):
    with pytest.raises(BadInput, match="Kuota Paket wajib diisi"):
        programmes.start(office, act(), VALUES | {"quota": None})


def test_a_stage_cannot_be_finished_while_papers_are_missing(office, act, programme):
    with pytest.raises(NotReady) as caught:
        programmes.finish(office, act(), programme, "memo")
    assert len(caught.value.missing) == 2


def test_the_place_of_a_hardcopy_is_proof_enough(office, act, programme):
    complete(office, act, programme, "memo")
    assert statuses(office, programme)["memo"] == Status.DONE


def test_the_next_stage_starts_by_itself_and_waits_for_the_mayor(office, act, programme):
    complete(office, act, programme, "memo")
    assert statuses(office, programme)["disposition"] == Status.WAITING_DISPOSITION


def test_a_stage_that_has_not_begun_cannot_be_finished(office, act, programme):
    prove(office, act, programme, "recap")
    with pytest.raises(Refused):
        programmes.finish(office, act(), programme, "recap")


def test_all_eight_stages_end_the_programme(office, act, programme):
    for stage in office.sop.stages:
        complete(office, act, programme, stage.key)
    with office.database.reading() as reader:
        assert reader.get(PROGRAMME, programme)["status"] == Status.DONE


def test_data_is_asked_for_beside_procurement_where_the_office_allows(office, act, programme):
    office.change_settings(act(BUDI), {"side_by_side": True})
    for stage in ("memo", "disposition"):
        complete(office, act, programme, stage)
    now = statuses(office, programme)
    assert (now["procurement"], now["data_request"]) == (Status.RUNNING, Status.RUNNING)


def test_an_administrator_may_go_past_a_gate_with_a_reason(office, act, programme):
    with pytest.raises(BadInput):
        programmes.override(office, act(BUDI), programme, "memo", "  ")
    with pytest.raises(NotAllowed):
        programmes.override(office, act(SITI), programme, "memo", "mendesak")
    programmes.override(office, act(BUDI), programme, "memo", "Perintah lisan Wali Kota")
    with office.database.reading() as reader:
        assert programmes.stages(reader, programme)["memo"]["override"] == "Perintah lisan Wali Kota"


def test_a_stage_beyond_its_limit_is_late_and_says_how_many_days(office, act, clock, programme):
    clock.later(days=5)
    with office.database.reading() as reader:
        step = programmes.track(reader, office.sop, programme, act().today)[0]
    # From Thursday 12 March: Friday, Monday, Tuesday count; the limit of two days was Monday.
    assert step.late and step.word == "Terlambat" and len(step.days) == 3 and step.limit == 2


def test_a_stage_that_came_back_is_not_late_and_its_days_count_anew(office, act, clock, programme):
    complete(office, act, programme, "memo")
    clock.later(days=20)
    occasion = act()
    office.database.change(
        occasion, "stage",
        lambda reader: programmes.returned(reader, office.sop, occasion, programme, "memo", "disposition"))
    with office.database.reading() as reader:
        memo, disposition = programmes.track(reader, office.sop, programme, occasion.today)[:2]
    assert (memo.word, disposition.word, memo.days) == ("Dikembalikan", "Dikembalikan", ())


def test_what_was_attached_to_a_stage_proves_nothing_after_it_came_back(office, act, programme):
    complete(office, act, programme, "memo")
    occasion = act()
    office.database.change(
        occasion, "stage", lambda reader: programmes.returned(reader, office.sop, occasion, programme, "memo"))
    with office.database.reading() as reader:
        assert len(programmes.missing(reader, office.sop, programme, "memo")) == 2
        assert reader.count(FILE, programme=programme, stage="memo") == 2


def test_a_signed_letter_proves_its_paper_until_it_is_replaced(office, act, programme):
    letter = create(LETTER, "SRT-1", programme=programme, kind="telaahan_1", version=1, about="x",
                    state=LetterState.SIGNED)
    office.database.change(act(), "letters", [letter])
    with office.database.reading() as reader:
        assert "letter:telaahan_1" in programmes.evidence(reader, programme, "memo")
    office.database.change(act(), "letters", [update(LETTER, "SRT-1", state=LetterState.REPLACED)])
    with office.database.reading() as reader:
        assert "letter:telaahan_1" not in programmes.evidence(reader, programme, "memo")


def test_a_scan_on_which_the_mayor_sent_the_memo_back_proves_nothing(office, act, programme, clock):
    sheet = create(DISPOSITION, "DSP-1", programme=programme, stage="memo", code="ABC", sent=act().today,
                   answer="Dikembalikan")
    scan = create(FILE, "BRK-1", owner="DSP-1", programme=programme, stage="disposition", paper="lembar_disposisi",
                  at=clock.now)
    office.database.change(act(), "disposition", [sheet])
    office.database.change(act(), "files", [scan])
    with office.database.reading() as reader:
        assert "file:lembar_disposisi" not in programmes.evidence(reader, programme, "disposition")


def test_a_returned_memo_is_counted_and_the_mayor_is_asked_again(office, act, programme):
    complete(office, act, programme, "memo")
    occasion = act()
    office.database.change(
        occasion, "stage",
        lambda reader: programmes.returned(reader, office.sop, occasion, programme, "memo", "disposition"))
    assert statuses(office, programme)["memo"] == statuses(office, programme)["disposition"] == Status.RETURNED
    office.database.change(act(), "stage", lambda reader: programmes.resumed(reader, office.sop, programme, "memo"))
    prove(office, act, programme, "memo")
    programmes.finish(office, act(), programme, "memo")
    now = statuses(office, programme)
    assert (now["memo"], now["disposition"]) == (Status.DONE, Status.WAITING_DISPOSITION)
    with office.database.reading() as reader:
        assert programmes.stages(reader, programme)["disposition"]["returned"] == 1


def test_a_rejected_programme_can_be_taken_up_again_by_the_head_of_office_alone(office, act, programme):
    complete(office, act, programme, "memo")
    occasion = act()
    office.database.change(
        occasion, "stage", lambda reader: programmes.rejected(reader, office.sop, occasion, programme, "disposition"))
    assert statuses(office, programme)["disposition"] == Status.REJECTED
    with pytest.raises(NotAllowed):
        programmes.reopen(office, act(SITI), programme, "anggaran ada")
    programmes.reopen(office, act(KADIS), programme, "anggaran ada")
    with office.database.reading() as reader:
        row = reader.get(PROGRAMME, programme)
    assert row["status"] == Status.RUNNING and "anggaran ada" in row["note"]
    assert statuses(office, programme)["disposition"] == Status.RUNNING


def test_a_copy_takes_the_package_along_and_leaves_the_decree(office, act, programme):
    with office.database.reading() as reader:
        values, items = programmes.copied(reader, programme, 2027)
    copy = programmes.start(office, act(), values, items)
    with office.database.reading() as reader:
        row = reader.get(PROGRAMME, copy)
        assert (row["year"], row["decree"], row["goods"]) == (2027, None, "paket sembako")
        assert reader.first(PACKAGE_ITEM, programme=copy)["price"] == 15_000


def test_every_record_that_the_sop_names_has_its_proof(office):
    from services.evidence import RECORDS

    named = {proof.removeprefix("record:") for stage in office.sop.stages for paper in stage.papers
             for proof in paper.proofs if proof.startswith("record:")}
    assert named == set(RECORDS)
