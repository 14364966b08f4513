"""The registers of letters, by year and by word."""

from datetime import date

import pytest
from letters_cast import draft, started

from services import registers
from services.domain.schema import INCOMING
from services.errors import Stale


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
