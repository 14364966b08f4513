from datetime import date

import pytest

from services.errors import BadInput
from services.letters import originals, template
from services.letters.blocks import (
    Column,
    Details,
    Heading,
    Item,
    Paragraph,
    Run,
    Signature,
    Signer,
    Table,
    TwoSignatures,
    join,
    plain,
)

HEAD = "---\njenis: surat_dinas\npenanda_tangan: kepala\n---\n"
SIGNER = Signer("Kepala Dinas Sosial", "Contoh", "Pembina", "197001011995032001")


def letter(body: str, **data):
    return template.fill(template.parse(HEAD + body), data, {"kepala": SIGNER})


def sentences(text: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        template.parse(text)
    return [problem.sentence for problem in caught.value.problems]


def filling_problems(body: str, **data) -> list[str]:
    with pytest.raises(BadInput) as caught:
        letter(body, **data)
    return [problem.sentence for problem in caught.value.problems]


def test_lines_become_blocks():
    made = letter("# Persoalan\nSatu **dua**\ntiga\n\n1. butir\n  a. anak butir\n::: tanda_tangan\n")
    assert made.blocks == (
        Heading(plain("Persoalan")),
        Paragraph((Run("Satu "), Run("dua", True), Run("\ntiga"))),
        Item("1.", plain("butir")),
        Item("a.", plain("anak butir"), 1),
        Signature(SIGNER),
    )


@pytest.mark.parametrize("value", ["# judul", "**tebal**", "{{ x.y }}", "<script>", "1. satu", "| a | b |", "::: tembusan"])
def test_a_value_stays_literal(value: str):
    (block,) = letter("{{ x.y }}", x={"y": value}).blocks
    assert block == Paragraph(plain(value))


def test_bold_around_a_placeholder_is_bold_in_full():
    (block,) = letter("**{{ x.y }}** lagi", x={"y": "a ** b"}).blocks
    assert block == Paragraph((Run("a ** b", True), Run(" lagi")))


def test_text_that_people_typed_gives_only_paragraphs_and_items():
    made = letter("::: isi bagian.saran", bagian={"saran": "Kami **menyarankan**:\n1. satu\n\n# dua"})
    assert made.blocks == (
        Paragraph(plain("Kami **menyarankan**:")), Item("1.", plain("satu")), Paragraph(plain("# dua")),
    )


def test_details_keep_only_the_rows_with_a_value():
    (block,) = letter("::: identitas 1.\nNama: {{ p.nama }}\nNIP: {{ p.nip | kosong }}", p={"nama": "Contoh"}).blocks
    assert block == Details("1.", (("Nama", plain("Contoh")),))


def test_a_table_keeps_its_alignments_and_filters():
    (block,) = letter("| Barang | Harga |\n|---|---:|\n| Beras | {{ h.beras | rupiah }} |", h={"beras": 15500}).blocks
    assert isinstance(block, Table)
    assert block.columns == (Column("Barang"), Column("Harga", "right"))
    assert [join(cell) for cell in block.rows[0]] == ["Beras", "Rp15.500"]


@pytest.mark.parametrize(
    ("filter_", "value", "written"),
    [
        ("tanggal", date(2026, 3, 5), "5 Maret 2026"),
        ("hari", date(2026, 3, 5), "Kamis, 5 Maret 2026"),
        ("angka", 1500, "1.500"),
        ("terbilang", 400, "empat ratus"),
        ("rupiah", 1500000, "Rp1.500.000"),
        ("romawi", 4, "IV"),
        ("kapital", "satu", "SATU"),
    ],
)
def test_filters_write_as_the_office_writes(filter_, value, written):
    assert join(letter(f"{{{{ x.y | {filter_} }}}}", x={"y": value}).blocks[0].text) == written


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("jenis: surat_dinas", "Baris 1: naskah harus dimulai dengan garis ---"),
        ("---\njenis: surat_dinas\n", "Baris 1: isian surat belum ditutup"),
        ("---\njenis: surat_dians\npenanda_tangan: a\n---", "Baris 2: jenis surat: “surat_dians” tidak dikenal. Mungkin maksud Anda “surat_dinas”."),
        ("---\njenis: laporan\n---", "Baris 3: isian “penanda_tangan:”"),
        ("---\njenis: laporan\npenanda_tangan: a\nhl: x\n---", "Baris 4: “hl” tidak dikenal. Mungkin maksud Anda “hal”."),
        (HEAD + "satu **dua", "Baris 5: tanda ** harus berpasangan."),
        (HEAD + "satu\n{{ x.y | terbilng }}", "Baris 6: “terbilng” tidak dikenal. Mungkin maksud Anda “terbilang”."),
        (HEAD + "satu {{ x.y", "Baris 5: tanda {{ tidak lengkap"),
        (HEAD + "satu\n{% for a in b %}", "Baris 6: tanda {% tidak lengkap atau tidak dipakai"),
        (HEAD + "::: tanda_tngan", "Baris 5: “::: tanda_tngan” tidak dikenal. Mungkin maksud Anda “tanda_tangan”."),
        (HEAD + "::: dua_tanda_tangan a", "Baris 5: “::: dua_tanda_tangan” memerlukan 2 kata"),
        (HEAD + "| a |", "Baris 5: tabel memerlukan baris kedua"),
        (HEAD + "| a | b |\n|---|---|\n| 1 |", "Baris 7: baris tabel berisi 1 kolom, seharusnya 2."),
        (HEAD + "::: identitas\nNama", "Baris 6: tulis “Nama: isi”"),
        (HEAD + ":::", "Baris 5: “::: ” tidak dikenal."),
        ("---\njenis: laporan\npenanda_tangan: a\nkertas: A5\n---", "Baris 4: kertas: “A5” tidak dikenal."),
        ("---\njenis: laporan\npenanda_tangan: a\nbernomor: yaa\n---", "Baris 4: bernomor (ya atau tidak): “yaa” tidak dikenal."),
        (HEAD + "# x\n" * 100, "Baris 104: satu surat memuat paling banyak 99 bagian"),
        (HEAD + "{{ " + "(" * 250 + " }}", "Baris 5: “{{ (((("),
        (HEAD + "{{ a" + ".b" * 5000 + " }}", "Baris 5: isian di antara {{ dan }} lebih panjang dari 300 huruf"),
        (HEAD + "{{ " * 6000, "Baris 5: tanda {{ tidak lengkap"),
    ],
)
def test_a_mistake_is_shown_at_its_line_with_what_to_do(text: str, sentence: str):
    assert any(found.startswith(sentence) for found in sentences(text)), sentences(text)


@pytest.mark.parametrize(
    "expression", ["x.__class__", "range(10**9)", "'a' * 9", "x['y']", "x.y()", "1", "", "x.y if x else 1", "x ~ y"]
)
def test_nothing_but_names_and_filters_is_evaluated(expression: str):
    body = "{{ " + expression + " }}"
    found = sentences(HEAD + body) if expression != "x.__class__" else filling_problems(body, x={"y": 1})
    assert found[0].startswith("Baris 5:")


def test_a_flood_of_mistakes_is_told_in_part():
    assert len(sentences(HEAD + "::: salah\n" * 1000)) == 20


def test_all_mistakes_are_reported_at_once_in_order():
    found = sentences(HEAD + "**a\n\n::: salah\n\n{{ x | salah }}")
    assert [sentence.split(":")[0] for sentence in found] == ["Baris 5", "Baris 7", "Baris 9"]


def test_every_missing_value_is_named_with_its_line():
    found = filling_problems("{{ program.anggarn }}\n{{ program.kuota }}", program={"anggaran": 5, "kuota": None})
    assert found[0] == "Baris 5: isian “program.anggarn” tidak dikenal. Mungkin maksud Anda “program.anggaran”."
    assert found[1].startswith("Baris 6: isian “program.kuota” masih kosong.")


def test_a_value_that_does_not_suit_its_filter_is_said():
    assert filling_problems("{{ x.y | rupiah }}", x={"y": "banyak"})[0].startswith("Baris 5: “rupiah” tidak cocok")


def test_an_optional_value_may_be_missing():
    assert join(letter("No. {{ x.y | tanggal | kosong('…') }}", x={"y": None}).blocks[0].text) == "No. …"


def test_an_unknown_official_and_an_unknown_table_are_said():
    found = filling_problems("::: mengetahui kepla\n\n::: tabel pakt", tabel={"paket": None})
    assert "pejabat “kepla” belum ada" in found[0]
    assert "Mungkin maksud Anda “kepala”." in found[0]
    assert "Mungkin maksud Anda “paket”." in found[1]


def test_two_signatures_name_both_officials():
    assert letter("::: dua_tanda_tangan kepala kepala").blocks == (TwoSignatures(SIGNER, SIGNER),)


def test_placeholders_are_listed_with_their_lines():
    read = template.parse(HEAD + "a\n{{ x.y | rupiah }}\n\n::: isi bagian.saran\n\n| a |\n|---|\n| {{ z.z }} |")
    assert [(line, hole.name, hole.filters) for line, hole in template.placeholders(read)] == [
        (6, "x.y", ("rupiah",)), (8, "bagian.saran", ()), (12, "z.z", ()),
    ]


def test_the_mayor_signs_without_rank_and_nip():
    assert Signer("Wali Kota Banjarbaru", "A", "x", "y").below_name == ()
    assert SIGNER.below_name == ("Pembina", "NIP 19700101 199503 2 001")


def test_an_acting_official_is_named_in_the_right_form():
    assert Signer("Kepala Dinas Sosial", "A", form="Plt.").office == "Plt. Kepala Dinas Sosial"


def test_sections_are_prefilled_with_what_is_known():
    sections = originals.sections("telaahan_1", {"program": {"peristiwa": "Ramadan"}})
    assert list(sections) == ["persoalan", "praanggapan", "fakta", "analisis", "kesimpulan", "saran"]
    assert sections["persoalan"].startswith("Menjelang Ramadan, ")
    assert "……" in sections["persoalan"]
