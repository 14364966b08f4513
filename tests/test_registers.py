"""The registers of letters, by year and by word."""

from datetime import date

import pytest
from cast import RINA
from letters_cast import HEAD, draft, signed, started, words

from services import numbering, registers
from services.domain.schema import INCOMING, LETTER
from services.errors import BadInput, NotAllowed, Refused, Stale
from services.storage.database import delete


@pytest.fixture
def programme(office, act):
    return started(office, act)


def test_the_registers_are_searched_and_kept_by_year(office, act, programme):
    draft(office, act, programme, "memo", "telaahan_1")
    values = {"agenda": 1, "received": date(2026, 3, 2), "sender": "Kelurahan Palam", "about": "Data warga"}
    registers.record_incoming(office, act(), None, values)
    with office.database.reading() as reader:
        assert [row["kind"] for row in registers.outgoing(reader, 2026, "wali kota")] == ["telaahan_1"]
        assert registers.outgoing(reader, 2025) == registers.outgoing(reader, 2026, "keluarga kurang mampu") == []
        assert [row["sender"] for row in registers.incoming(reader, 2026, "palam")] == ["Kelurahan Palam"]
        assert registers.incoming(reader, 2025) == []
        assert (registers.next_agenda(reader, 2026), registers.next_agenda(reader, 2027)) == (2, 1)
        seen = reader.first(INCOMING)
    registers.record_incoming(office, act(), seen, values | {"about": "Data warga miskin"})
    with pytest.raises(Stale):
        registers.record_incoming(office, act(), seen, values | {"about": "Yang lain"})


def gaps(office):
    with office.database.reading() as reader:
        return registers.gaps(reader, 2026)


@pytest.fixture
def with_a_gap(office, act, programme):
    """Number 1 was of a letter that was deleted, number 2 is used."""
    first = signed(office, act, programme, "memo", "telaahan_1")
    numbering.number(office, act(), [first])
    office.database.change(act(), "letters", [delete(LETTER, first)])
    numbering.number(office, act(), [signed(office, act, programme, "procurement", "permohonan_ukpbj")])
    return programme


def test_a_number_of_a_deleted_letter_is_a_gap_until_somebody_says_why(office, act, with_a_gap):
    (gap,) = gaps(office)
    assert (gap["serial"], gap["reason"]) == (1, None)
    with pytest.raises(BadInput, match="Alasan wajib diisi"):
        registers.explain(office, act(), gap, " ")
    registers.explain(office, act(), gap, "Surat batal")
    assert [gap["reason"] for gap in gaps(office)] == ["Surat batal"]
    with pytest.raises(Refused, match="baru saja diisi"):
        registers.explain(office, act(), gap, "Sebab lain")
    registers.explain(office, act(), gaps(office)[0], "Surat batal karena salah alamat")
    assert gaps(office)[0]["reason"] == "Surat batal karena salah alamat"


def test_a_number_that_a_letter_bears_is_no_gap(office, act, with_a_gap):
    with pytest.raises(Refused, match="dipakai sebuah surat"):
        registers.explain(office, act(), {"id": None, "year": 2026, "serial": 2, "reason": None}, "Entah")
    with pytest.raises(NotAllowed):
        registers.explain(office, act(RINA), gaps(office)[0], "Surat batal")


def test_a_number_left_out_because_it_was_typed_by_hand_has_its_reason_at_once(office, act, programme):
    typed = signed(office, act, programme, "memo", "telaahan_1")
    numbering.number_from_elsewhere(office, act(), typed, "000.3.3/1/DINSOS/2026")
    numbering.number(office, act(), [signed(office, act, programme, "procurement", "permohonan_ukpbj")])
    assert [(gap["serial"], gap["reason"]) for gap in gaps(office)] == [(1, numbering.TYPED)]


def test_the_printed_register_has_each_number_once_in_order(office, clock, with_a_gap):
    text = words(registers.outgoing_pdf(office, 2026, clock.now))
    assert text.index("Belum ada alasan") < text.index("000.3.3/2/DINSOS/2026") < text.index(HEAD["name"])
    assert "BUKU SURAT KELUAR TAHUN 2026" in text and "400.9.14.5/1" not in text


def test_incoming_letters_are_printed_in_the_order_they_came_also_without_a_head_of_office(office, act, clock):
    for agenda, sender in ((1, "Kelurahan Palam"), (2, "Kelurahan Loktabat")):
        values = {"agenda": agenda, "received": date(2026, 3, agenda), "sender": sender, "about": "Data warga"}
        registers.record_incoming(office, act(), None, values)
    text = words(registers.incoming_pdf(office, 2026, clock.now))
    assert text.index("Kelurahan Palam") < text.index("Kelurahan Loktabat") < text.index("Kepala Dinas")
