import pytest
from cast import BUDI, KABID, SITI

from services import letter_templates
from services.domain.schema import TEMPLATE
from services.errors import BadInput, NotAllowed, NotFound, Refused
from services.letters import originals

NAME = "permintaan_data"
ORIGINAL = originals.text(NAME)
SHORTER = ORIGINAL.replace("Demikian disampaikan, atas", "Atas")


def text(office, *version: int) -> str:
    with office.database.reading() as reader:
        return letter_templates.text(reader, NAME, *version)


def save(office, occasion, typed: str, seen: int = 0) -> None:
    letter_templates.save(office, occasion, NAME, seen, typed)


def test_without_a_version_of_the_office_the_original_is_in_force(office):
    with office.database.reading() as reader:
        assert letter_templates.newest(reader, NAME) == 0
    assert text(office) == ORIGINAL


def test_a_saved_version_is_in_force_and_the_old_ones_stay(office, act):
    save(office, act(KABID), SHORTER)
    assert text(office) == SHORTER.strip()
    assert text(office, 0) == ORIGINAL
    save(office, act(BUDI), SHORTER.replace("Atas", "Untuk"), seen=1)
    assert text(office, 1) == SHORTER.strip()


def test_a_version_tells_who_made_it_and_when(office, act, clock):
    save(office, act(KABID), SHORTER)
    with office.database.reading() as reader:
        (row,) = letter_templates.versions(reader, NAME)
    assert (row["version"], row["author"], row["at"]) == (1, KABID.name, clock.now)


def test_back_to_the_original_is_a_version_too(office, act):
    save(office, act(KABID), SHORTER)
    save(office, act(KABID), ORIGINAL, seen=1)
    assert text(office) == text(office, 2) == ORIGINAL
    assert text(office, 1) == SHORTER.strip()


def test_a_version_that_does_not_exist_is_not_found(office):
    with pytest.raises(NotFound, match="Versi 7"):
        text(office, 7)


def test_only_some_roles_may_change_a_text(office, act):
    with pytest.raises(NotAllowed):
        save(office, act(SITI), SHORTER)


def test_who_edits_an_older_version_is_told_so(office, act):
    save(office, act(KABID), SHORTER)
    with pytest.raises(Refused, match="diubah orang lain"):
        save(office, act(BUDI), SHORTER + "\nTambahan.", seen=0)


def test_saving_the_same_text_makes_no_version(office, act):
    with pytest.raises(Refused, match="sama dengan yang berlaku"):
        save(office, act(KABID), ORIGINAL)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("| hari }}", "| hri }}", "“hri” tidak dikenal. Mungkin maksud Anda “hari”"),
        ("program.bentuk_bantuan", "program.bentuk", "isian “program.bentuk” tidak dikenal"),
        ("{{ program.bentuk_bantuan }}", "{{ kontrak.penyedia }}", "isian “kontrak.penyedia” tidak dikenal"),
        ("::: tanda_tangan", "::: tanda_tangan lurah", "pejabat “lurah” belum ada"),
        ("::: tembusan", "::: tabel paket", "tabel “paket” tidak ada"),
        ("bernomor: ya", "bernomor: tidak", "surat ini masuk buku surat keluar"),
        ("hal: ", "perihal: ", "“perihal” tidak dikenal"),
    ],
)
def test_a_bad_text_is_refused_with_its_line_and_nothing_is_stored(office, act, old: str, new: str, sentence: str):
    typed = ORIGINAL.replace(old, new, 1)
    line = next(at for at, (one, other) in enumerate(zip(ORIGINAL.split("\n"), typed.split("\n"), strict=True), 1) if one != other)
    with pytest.raises(BadInput, match=f"Baris {line}: {sentence}"):
        save(office, act(KABID), typed)
    with office.database.reading() as reader:
        assert reader.count(TEMPLATE) == 0


def test_a_text_that_is_too_long_is_refused(office, act):
    with pytest.raises(BadInput, match="terlalu panjang"):
        save(office, act(KABID), ORIGINAL + "x" * 20_001)


@pytest.mark.parametrize("name", originals.names())
def test_every_original_passes_its_own_check_and_has_a_preview(name: str, clock):
    letter_templates.check(name, originals.text(name))
    assert letter_templates.preview(name, originals.text(name), clock.now).startswith(b"%PDF")
    assert letter_templates.title(name)


def test_the_placeholders_of_a_letter_are_what_it_is_given():
    known = dict(letter_templates.placeholders(NAME))
    assert known["instansi.kepada_yth"] == "Lurah Palam"
    assert known["kepala_dinas.nama"].startswith("Dra. Contoh")
    assert not [path for path in known if path.startswith(("kontrak", "pihak_kedua", "bagian"))]
    assert "bagian.saran" in dict(letter_templates.placeholders("telaahan_1"))
