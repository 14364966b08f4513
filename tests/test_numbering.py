"""Numbers of letters: after the signature, without gaps, never twice, whoever asks at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cast import BUDI, SITI, THURSDAY
from letters_cast import draft, letter, signed, started, words

from services import correspondence, numbering, printing
from services.domain.occasion import Occasion
from services.domain.schema import LETTER
from services.domain.states import LetterState
from services.errors import BadInput, Refused
from services.storage.database import create, delete


@pytest.fixture
def programme(office, act):
    return started(office, act)


def numbers(office):
    with office.database.reading() as reader:
        return [row["number"] for row in reader.find(LETTER, order=("serial",)) if row["number"]]


def test_a_number_comes_after_the_signature_and_by_the_pattern_of_the_office(office, act, programme):
    made = draft(office, act, programme, "memo", "telaahan_1")
    with pytest.raises(Refused, match="konsep"):
        numbering.number(office, act(), [made])
    correspondence.sign(office, act(), [made], act().today, hardcopy_place="lemari 2")
    numbering.number(office, act(), [made])
    assert numbers(office) == ["400.9.14.5/1/DINSOS/2026"]
    assert "400.9.14.5/1/DINSOS/2026" in words(printing.pdf(office, [made], THURSDAY))


def test_each_kind_has_its_code_and_the_pattern_may_name_the_month(office, act, programme):
    office.change_settings(act(BUDI), {"number_pattern": "{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}"})
    made = signed(office, act, programme, "procurement", "permohonan_ukpbj")
    numbering.number(office, act(), [made])
    assert numbers(office) == ["000.3.3/1/DINSOS/III/2026"]


def test_a_pattern_without_a_serial_number_is_refused_in_words(office, act, programme):
    office.change_settings(act(BUDI), {"number_pattern": "{klasifikasi}/{tahun}"})
    made = signed(office, act, programme, "memo", "telaahan_1")
    with pytest.raises(BadInput, match=r"tidak memuat \{urut\}"):
        numbering.number(office, act(), [made])


def test_numbers_start_again_each_year(office, act, clock, programme):
    numbering.number(office, act(), [signed(office, act, programme, "memo", "telaahan_1")])
    clock.later(days=365)
    numbering.number(office, act(), [signed(office, act, programme, "procurement", "permohonan_ukpbj")])
    assert set(numbers(office)) == {"400.9.14.5/1/DINSOS/2026", "000.3.3/1/DINSOS/2027"}


def test_a_number_typed_in_by_hand_is_skipped_by_the_series_and_never_given_twice(office, act, programme):
    made = signed(office, act, programme, "memo", "telaahan_1")
    numbering.number_from_elsewhere(office, act(), made, "000.3.3/1/DINSOS/2026")
    other = signed(office, act, programme, "procurement", "permohonan_ukpbj")
    with pytest.raises(Refused, match="sudah dipakai surat lain"):
        numbering.number_from_elsewhere(office, act(), other, "000.3.3/1/DINSOS/2026")
    numbering.number(office, act(), [other])
    assert letter(office, programme, "permohonan_ukpbj")["number"] == "000.3.3/2/DINSOS/2026"


def test_a_number_of_a_deleted_letter_is_not_used_again(office, act, programme):
    made = signed(office, act, programme, "memo", "telaahan_1")
    numbering.number(office, act(), [made])
    office.database.change(act(), "letters", [delete(LETTER, made)])
    again = signed(office, act, programme, "procurement", "permohonan_ukpbj")
    numbering.number(office, act(), [again])
    assert letter(office, programme, "permohonan_ukpbj")["serial"] == 2


def test_twenty_at_once_get_twenty_numbers_without_a_gap(office, act, clock, programme):
    values = {"programme": programme, "kind": "permintaan_data", "version": 1, "about": "x", "year": 2026,
              "dated": act().today, "state": LetterState.SIGNED}
    office.database.change(act(), "letters", [create(LETTER, f"SRT-{n}", **values) for n in range(20)])

    def one(n):
        numbering.number(office, Occasion(SITI, clock.now, f"OP-N{n}", clock.new_id), [f"SRT-{n}"])

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(one, range(20)))
    with office.database.reading() as reader:
        rows = reader.find(LETTER)
    assert sorted(row["serial"] for row in rows) == list(range(1, 21))
    assert len({row["number"] for row in rows}) == 20


def test_a_double_click_uses_up_one_number(office, act, programme):
    made = signed(office, act, programme, "memo", "telaahan_1")
    once = act(operation="OP-DOUBLE")
    numbering.number(office, once, [made])
    numbering.number(office, once, [made])
    assert len(numbers(office)) == 1
