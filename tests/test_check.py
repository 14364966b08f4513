"""`check` on the example workbooks: every person, field and finding as expected."""

import json
from datetime import date
from pathlib import Path

import pytest

from services.people import intake
from services.storage.workbooks import write_xlsx

TODAY = date(2026, 3, 12)
CONTOH = Path(__file__).parent / "contoh"
ALWAYS_OPTIONAL = {"nik_angka", "kk_kosong", "tgl_lahir_kosong", "tgl_lahir_tertukar", "baris_tersembunyi", "dicoret",
                   "rt_rw_menjadi_tanggal"}


def checked(path):
    return intake.to_json(intake.check(path.read_bytes(), path.name, TODAY))


def fold(value):
    return " ".join(str(value).split()).casefold()


@pytest.mark.parametrize("name", ["a_01_bnba_kelurahan", "a_03_opensid_penduduk", "a_04_nik_angka"])
def test_an_example_is_read_whole(name):
    expected = json.loads((CONTOH / f"{name}.expected.json").read_text(encoding="utf-8"))
    answer = checked(CONTOH / f"{name}.xlsx")
    assert answer["refused"] is None
    assert [(got["sheet"], got["row"]) for got in answer["recipients"]] == [(want["sheet"], want["row"]) for want in expected["recipients"]]
    for got, want in zip(answer["recipients"], expected["recipients"], strict=True):
        for field in expected["fields_in_file"]:
            accepted = [want["fields"][field], *want.get("accept", {}).get(field, [])]
            faulty = any(code.startswith(("nik_", "kk_")) for code in want["errors"]) and field in ("nik", "no_kk")
            assert faulty or fold(got["fields"][field]) in map(fold, accepted), (want["row"], field)
        optional = ALWAYS_OPTIONAL | set(want.get("optional", []))
        assert set(got["errors"] + got["warnings"]) - optional == set(want["errors"] + want["warnings"]) - optional, want["row"]


def test_all_examples_have_the_people_expected(shared):
    for path in sorted((shared / "contoh").glob("*.expected.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        answer = checked(path.with_name(expected["file"]))
        assert len(answer["recipients"]) == len(expected["recipients"]), path.name


def test_the_json_has_outside_names_and_iso_dates():
    content = write_xlsx(["NIK", "Nama", "Tgl Lahir", "Desil"], [["6372014503849001", "SITI", "5 Maret 1984", "3"]])
    (person,) = intake.to_json(intake.check(content, "a.xlsx", TODAY))["recipients"]
    assert json.loads(json.dumps(person)) == person
    assert list(person["fields"]) == [
        "nik", "no_kk", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "alamat", "rt", "rw", "kelurahan",
        "kode_kelurahan", "kecamatan", "desil",
    ]  # fmt: skip
    assert (person["fields"]["tanggal_lahir"], person["fields"]["desil"]) == ("1984-03-05", 3)


def test_the_text_counts_and_names_cells_but_no_people():
    text = intake.to_text(intake.check((CONTOH / "a_01_bnba_kelurahan.xlsx").read_bytes(), "a_01.xlsx", TODAY))
    assert "Baris dibaca 120, harus diperbaiki 9," in text
    assert "BNBA B18: NIK kosong. Minta NIK kepada pengirim." in text
    assert "NORMAN" not in text
    assert "6372060410999228" not in text


def test_a_refused_workbook_is_a_sentence():
    result = intake.check(write_xlsx(["No", "Kecamatan"], [["1", "CEMPAKA"]], title="REKAP"), "a.xlsx", TODAY)
    assert intake.to_text(result).startswith("Tabel tidak ditemukan. Panel melihat lembar “REKAP” tanpa kolom NIK atau Nama.")
    assert intake.to_json(result) == {"recipients": [], "refused": intake.to_text(result)}
