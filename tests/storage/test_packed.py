"""Objects on the disk: whole again for the edition that wrote them, and nothing but the panel's own is made from bytes."""

import os
import pickle
from datetime import date

import pytest

from services.domain.findings import Finding
from services.storage import packed
from services.storage.edition import edition

FOUND = Finding("nik_kosong", "error", "nik", "C3", "NIK kosong.", "Minta NIK.")


def test_what_was_packed_comes_back_the_same():
    thing = {"found": (FOUND,), "born": date(1980, 1, 10)}
    assert packed.unpack(packed.pack(thing)) == thing


def test_what_another_edition_wrote_is_not_believed(monkeypatch):
    written = packed.pack(FOUND)
    monkeypatch.setattr(packed, "edition", lambda: "another")
    assert packed.unpack(written) is None


class Evil:
    def __reduce__(self):
        return os.system, ("true",)


@pytest.mark.parametrize("thing", [Evil(), edition])
def test_nothing_else_is_called(thing):
    with pytest.raises(pickle.UnpicklingError):
        packed.unpack(edition().encode() + pickle.dumps(thing))
