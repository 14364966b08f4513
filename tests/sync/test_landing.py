"""Where the writes of a row went, as the judge sees it from the witness."""

from services.sync.judge import Landing
from services.sync.witness import Witnessed

AIM = ("ID", "Nama Instansi", "Telepon")
SEEN = ["INS-1", "Kelurahan Palam", ""]


def landing(stood=SEEN, frame=AIM, writes=None, **known):
    row = Witnessed("agency", 3, SEEN, writes or {2: "0511"}, **known)
    return Landing(row, stood, frame, AIM, {})


def test_a_value_in_its_row_and_under_its_header_is_where_it_was_meant_to_be():
    assert not landing().astray
    assert not landing(["INS-1", "Kelurahan Palam", "0522"]).astray
    assert landing().after.cells == {"ID": "INS-1", "Nama Instansi": "Kelurahan Palam", "Telepon": "0511"}


def test_a_value_in_another_row_or_under_another_header_is_astray():
    assert landing(["INS-2", "Kelurahan Palam", ""]).astray
    assert landing(frame=("ID", "Nama Instansi", "Catatan")).astray


def test_a_line_known_by_its_place_is_as_seen_where_only_a_header_was_typed_over():
    name = {"writes": {0: "INS-9"}, "named": "INS-9"}
    assert not landing(frame=("ID", "judul baru", "Telepon"), **name).astray
    assert not landing([*SEEN, ""], **name).astray
    assert landing(["INS-1", "Kelurahan Lain", ""], **name).astray


def test_a_value_right_of_all_headers_stands_under_none():
    (value,) = landing(writes={7: "0511"}, case="KSS-1").values
    assert (value.header, value.aimed, value.stood) == (None, True, "")
    assert landing(writes={7: "0511"}).after.loose == {7: "0511"}
