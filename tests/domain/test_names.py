"""Names in the many spellings of one name meet; different names stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain import names

ONE_NAME = [
    ("Muhammad Noor", "M. Nur", "Moh. Nor", "MUHAMAD NOER", "Mhd Nur", "Muh. Noor"), ("Muhammad Ridwan", "M Riduan"),
    ("Samsudin", "Syamsuddin", "Sjamsoeddin", "Samsuddin"), ("Fakhruddin", "Pahrudin", "Fachrudin"),
    ("Abdul Rahman", "Abd. Rahman", "Abdurrahman", "Abdur Rahman", "Abdulrahman", "H. Abdoel Rachman, S.Sos."),
    ("Abdul Ghani", "Abdulgani"), ("Abdussalam", "Abd. Salam", "Abdus Salam"), ("Abdullah", "Abdoellah"),
    ("Siti Rahmah", "St. Rohmah", "Hj. Siti Rahma", "SITTI RACHMAH S.Pd.I"), ("Khadijah", "Chadidjah", "Kadijah", "Hadijah"),
    ("Achmad Fauzi", "Ahmad Pauzi", "Drs. Akhmad Fauzi M.Si", "Ahmad Fauji"), ("Rusdi", "Rusdy", "Roesdie"),
    ("Djoko", "Joko"), ("Tjitra", "Citra"), ("Norhayati", "Nurhayati", "Noor Hayati"), ("Zainab", "Jainab", "Zaenab"),
    ("Soekarno", "Sukarno"), ("Ma'ruf", "Maruf"), ("Hasan bin Ali", "Hasan Ali"), ("Umar", "Oemar", "Omar"),
    ("Fatimah", "Patimah", "Fatima"), ("Syarifah", "Saripah", "Sjarifah"), ("Chairil Anwar", "Khoiril Anuar", "Hairil Anwar"),
    ("Sholihin", "Solihin", "Salihin"), ("Ramadhan", "Romadhon", "Ramadlan"), ("Rizky", "Rizqi", "Riski"),
    ("Juairiah", "Juwairiyah", "Djuairiah"), ("Qomariah", "Kamariyah"), ("Koesoema Widjaya", "Kusuma Wijaya"),
    ("Gusti Rahman", "Gt. Rahman", "Gst Rachman"), ("Yusuf", "Jusuf", "Yusup"),
]


@pytest.mark.parametrize("spellings", ONE_NAME, ids=lambda spellings: spellings[0])
def test_the_spellings_of_one_name_meet(spellings):
    assert len({names.normal(name) for name in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [
    ("Hasan", "Husin"), ("Aminah", "Aisyah"), ("Rahmat", "Rahman"), ("Rina", "Rini"), ("Norlina", "Norlaila"),
    ("Zainal", "Zainab"), ("Wijaya", "Wiyana"),
])
def test_different_names_stay_apart(one, other):
    assert names.normal(one) != names.normal(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_word_with_its_letters_doubled_sounds_the_same(word):
    doubled = "".join(letter + letter if letter in "blmpr" else letter for letter in word)
    assert names.fold(doubled) == names.fold(word)


@given(st.text(max_size=40))
def test_no_name_makes_it_fail_and_capitals_do_not_matter(name):
    assert names.normal(name) == names.normal(f"  {name}  ")
    if name.isascii():
        assert names.normal(name.upper()) == names.normal(name.lower())


def test_a_title_alone_stays_a_name():
    assert names.normal("H.") == ("h",)


def test_the_word_that_tells_people_apart_is_not_the_common_one():
    assert names.distinctive(names.normal("Muhammad Hasan")) == "hasan"
    assert names.distinctive(names.normal("Siti")) == "siti"
    assert names.distinctive(()) == ""
