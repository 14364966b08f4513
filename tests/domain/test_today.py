"""The sentences of Beranda: every situation the office can be in, who hears of it, and what comes first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.domain import sop, today
from services.domain.occasion import Role
from services.domain.sop import Status
from services.domain.states import LetterState
from services.domain.today import coming, elsewhere, lines
from services.domain.today_facts import Delivery, Facts, Paper, Standing, Twice, Unpassed
from services.storage.originals import original

SOP = sop.read(original("sop/fasilitasi-bansos.toml"))
DAY = date(2026, 3, 12)


def standing(stage: str, status: Status = Status.RUNNING, **more) -> Standing:
    """A stage on day 1 of 2, unless told otherwise."""
    known = {"day": 1, "allowed": 2, "due": DAY + timedelta(days=1)} | more
    return Standing(
        programme="PRG-1", name="Bantuan Lansia", stage=SOP.stage(stage), status=status,
        desk=SOP.at_desk(SOP.stage(stage), status).name, since=DAY - timedelta(days=1), today=DAY, **known,
    )


LATE = {"day": 4, "allowed": 2, "due": date(2026, 3, 10)}
PAPER = Paper(programme="PRG-1", name="Bantuan Lansia", stage="memo", title="Telaahan Staf", state=LetterState.DRAFT,
              since=date(2026, 3, 10), asked=True)
DELIVERY = Delivery(programme="PRG-1", name="Bantuan Lansia", stage="distribution", place="Aula Cempaka", day=DAY,
                    today=DAY, next_workday=DAY + timedelta(days=1), people=87, served=41)

SAID = [
    (standing("disposition", Status.WAITING_DISPOSITION, **LATE), "Terlambat", "Catat disposisi",
     "Disposisi Bantuan Lansia sudah 4 hari kerja di meja Wali Kota; batas SOP 2 hari."),
    (standing("recap", lacking=("Rekap Data",), **LATE), "Terlambat", "Buka Rekapitulasi",
     "Rekapitulasi Bantuan Lansia lewat 2 hari dari batas 10 Maret 2026; kurang: Rekap Data."),
    (standing("procurement", Status.WAITING_CONTRACT, lacking=("Kontrak",), **LATE), "Terlambat",
     "Buka Koordinasi UKPBJ",
     "Koordinasi UKPBJ Bantuan Lansia lewat 2 hari dari batas 10 Maret 2026, di meja UKPBJ; kurang: Kontrak."),
    (standing("data_intake", Status.WAITING_DATA, asked=5, silent=("Kec. A", "Kec. B", "Kec. C"), **LATE), "Terlambat",
     "Buat surat pengingat",
     "Data Bantuan Lansia lewat 2 hari dari batas 10 Maret 2026; belum datang dari 3 dari 5 instansi: "
     "Kec. A, Kec. B dan 1 lain."),
    (standing("memo", day=2, due=DAY, unsigned=True), "Hari ini", "Buka Telaahan Staf",
     "Telaahan Staf Bantuan Lansia belum bertanda tangan; hari ini hari ke-2 dari 2."),
    (standing("recap", day=2, due=DAY, lacking=("Rekap Data",)), "Hari ini", "Buka Rekapitulasi",
     "Rekapitulasi Bantuan Lansia hari terakhir, hari ke-2 dari 2; kurang: Rekap Data."),
    (standing("disposition", Status.WAITING_DISPOSITION, day=2, due=DAY), "Hari ini", "Catat disposisi",
     "Disposisi Bantuan Lansia hari ke-2 dari 2 di meja Wali Kota."),
    (standing("procurement", Status.WAITING_CONTRACT, day=19, allowed=21), "Hari ini", "Buka koordinasi",
     "Kontrak Bantuan Lansia belum ada; hari ke-19 dari 21 di UKPBJ."),
    (standing("data_intake", Status.WAITING_DATA, day=3, allowed=5, asked=5, silent=("Kec. A", "Kec. B")), "Hari ini",
     "Buat surat pengingat", "Data Bantuan Lansia belum datang dari 2 dari 5 instansi: Kec. A dan Kec. B."),
    (standing("memo", Status.RETURNED, note="Sebutkan sumber dana", returned=2), "Dikembalikan", "Buat versi baru",
     "Telaahan Staf Bantuan Lansia dikembalikan: “Sebutkan sumber dana”. Kali ke-2."),
    (standing("disposition", Status.REJECTED), "Ditolak", "Lihat alasan",
     "Bantuan Lansia ditolak Wali Kota pada 11 Maret 2026."),
    (standing("recap", people=1214, packages=400), "Perlu keputusan", "Tetapkan daftar",
     "Bantuan Lansia: 1.214 orang untuk 400 paket; pilih siapa yang didahulukan."),
    (standing("memo", lacking=("Surat Telaahan Staf",)), "Berjalan", "Buka Telaahan Staf",
     "Telaahan Staf Bantuan Lansia hari ke-1 dari 2; kurang: Surat Telaahan Staf."),
    (standing("data_intake", Status.WAITING_DATA, asked=5), "Berjalan", "Buka Penerimaan data",
     "Penerimaan data Bantuan Lansia hari ke-1 dari 2."),
    (replace(PAPER, state=LetterState.SIGNED), "Hari ini", "Beri nomor",
     "Telaahan Staf Bantuan Lansia sudah bertanda tangan, belum bernomor."),
    (replace(PAPER, state=LetterState.NUMBERED), "Hari ini", "Unggah berkas",
     "Pindaian Telaahan Staf Bantuan Lansia belum diunggah."),
    (DELIVERY, "Hari ini", "Buka penyaluran",
     "Penyaluran Bantuan Lansia di Aula Cempaka hari ini; 41 dari 87 sudah menerima."),
    (replace(DELIVERY, day=DAY + timedelta(days=1)), "Hari ini", "Buka penyaluran",
     "Penyaluran Bantuan Lansia besok di Aula Cempaka; 87 penerima. Bawa tanda terima yang sudah dicetak."),
    (replace(DELIVERY, day=DAY + timedelta(days=1), unprinted=("Titik 1", "Titik 3")), "Hari ini", "Cetak",
     "Daftar pengambilan Bantuan Lansia di Titik 1 dan Titik 3 belum dicetak; penyaluran besok, 87 penerima."),
    (replace(DELIVERY, day=DAY + timedelta(days=4), next_workday=DAY + timedelta(days=4), unprinted=("Titik 1",)),
     "Hari ini", "Cetak",
     "Daftar pengambilan Bantuan Lansia di Titik 1 belum dicetak; penyaluran Senin, 16 Maret 2026, 87 penerima."),
]


def of(*facts) -> Facts:
    kinds = {Standing: "standings", Paper: "papers", Delivery: "deliveries"}
    held = {name: tuple(fact for fact in facts if isinstance(fact, kind)) for kind, name in kinds.items()}
    return Facts(**held)


@pytest.mark.parametrize(("fact", "word", "link", "text"), SAID, ids=[said[3] for said in SAID])
def test_a_situation_has_its_sentence(fact, word, link, text):
    (line,) = lines(of(fact), Role.ADMINISTRATOR)
    assert (line.word, line.text, line.link, line.name) == (word, text, link, "Bantuan Lansia")


SILENT = [
    standing("disposition", Status.WAITING_DISPOSITION),
    standing("procurement", Status.WAITING_CONTRACT, day=9, allowed=21),
    standing("data_intake", Status.WAITING_DATA, allowed=5, asked=5, silent=("Kec. A",)),
    standing("disposition", Status.RETURNED),
    replace(standing("disposition", Status.REJECTED), since=DAY - timedelta(days=15)),
    replace(PAPER, asked=False),
    replace(PAPER, state=LetterState.SENT, scanned=True),
    replace(DELIVERY, served=87),
    replace(DELIVERY, day=DAY + timedelta(days=2), unprinted=("Titik 1",)),
]


@pytest.mark.parametrize("fact", SILENT, ids=lambda fact: f"{type(fact).__name__} {fact.stage}"[:40])
def test_what_asks_nothing_of_the_office_today_is_not_said(fact):
    assert lines(of(fact), Role.ADMINISTRATOR) == []


def test_what_was_handed_over_twice_comes_before_everything_else():
    twice = Twice(programme="PRG-1", name="Bantuan Lansia", stage="distribution", people=1)
    facts = replace(of(standing("recap", **LATE)), twice=(twice,))
    assert [line.word for line in lines(facts, Role.OPERATOR)] == ["Ganda", "Terlambat"]


def test_a_day_that_is_not_counted_is_late_by_one():
    (line,) = lines(of(standing("recap", day=2, due=DAY - timedelta(days=1))), Role.OPERATOR)
    assert "lewat 1 hari" in line.text


def test_the_head_of_office_hears_of_letters_to_sign_and_the_clerk_does_not():
    (line,) = lines(of(PAPER), Role.HEAD_OF_OFFICE)
    assert line.text == "Telaahan Staf Bantuan Lansia menunggu tanda tangan Anda sejak 10 Maret 2026."
    assert lines(of(PAPER), Role.OPERATOR) == []


@pytest.mark.parametrize("role", [Role.HEAD_OF_OFFICE, Role.AUDITOR])
def test_who_may_not_act_sees_what_is_late_and_the_way_to_the_programme(role):
    late = standing("disposition", Status.WAITING_DISPOSITION, **LATE)
    (line,) = lines(of(late, standing("memo")), role)
    assert (line.link, line.stage, line.programme) == ("Lihat program", "", "PRG-1")


def test_a_sentence_leads_to_its_stage_and_a_refusal_to_the_programme():
    leads = [line.stage for line in lines(of(standing("memo"), standing("disposition", Status.REJECTED)),
                                          Role.ADMINISTRATOR)]
    assert leads == ["", "memo"]


def test_late_comes_first_most_days_over_before_fewer():
    facts = of(
        standing("memo"), PAPER, standing("recap", people=9, packages=2), replace(PAPER, state=LetterState.SIGNED),
        standing("recap", **LATE), standing("memo", **LATE | {"day": 9}),
        standing("bnba_memo", Status.RETURNED, note="Perbaiki", returned=1),
    )
    words = [line.word for line in lines(facts, Role.OPERATOR)]
    assert words == ["Terlambat", "Terlambat", "Dikembalikan", "Hari ini", "Perlu keputusan", "Berjalan"]
    assert lines(facts, Role.OPERATOR)[0].over == 7


def test_a_name_with_braces_or_marks_stays_as_it_is():
    odd = replace(standing("memo"), name="{f.note} **x** {program}")
    (line,) = lines(of(odd), Role.OPERATOR)
    assert line.name == "{f.note} **x** {program}"
    assert line.text.count("{program}") == 1


def test_what_comes_next_is_in_order_of_days_and_never_today():
    facts = replace(
        of(standing("memo"), standing("recap", due=DAY, day=2), replace(DELIVERY, day=DAY + timedelta(days=5)), DELIVERY),
        calendar_notes=((DAY + timedelta(days=3), "batas penyerahan barang"),),
    )
    assert coming(facts, DAY) == [
        (DAY + timedelta(days=1), "batas Telaahan Staf Bantuan Lansia"),
        (DAY + timedelta(days=3), "batas penyerahan barang"),
        (DAY + timedelta(days=5), "penyaluran Bantuan Lansia di Aula Cempaka, 87 penerima"),
    ]


def test_only_the_first_few_events_are_said():
    notes = tuple((DAY + timedelta(days=n), f"hal {n}") for n in range(1, 20))
    assert len(coming(Facts(calendar_notes=notes), DAY)) == today.MOST_NEXT


def test_what_lies_with_others_is_counted_by_desk():
    waits = standing("disposition", Status.WAITING_DISPOSITION)
    longer = replace(waits, day=4)
    contract = standing("procurement", Status.WAITING_CONTRACT, day=9, allowed=21)
    assert elsewhere(of(waits, contract, longer, standing("memo"))) == [
        ("UKPBJ", "1 kontrak, 9 dari 21 hari kerja"), ("Wali Kota", "2 telaahan, 4 dari 2 hari kerja"),
    ]


def test_several_letters_of_a_kind_are_one_sentence():
    (line,) = lines(of(replace(PAPER, state=LetterState.SIGNED).counted(5)), Role.OPERATOR)
    assert line.text.startswith("5 Telaahan Staf Bantuan Lansia sudah bertanda tangan")


def test_rows_that_were_not_stored_are_named_with_the_agency_that_sent_them():
    fact = Unpassed(programme="PRG-1", name="Bantuan Lansia", stage="intake", agency="Kelurahan Palam", rows=8)
    line, = lines(Facts(unpassed=(fact,)), Role.OPERATOR)
    assert (line.word, line.text) == (
        "Perlu keputusan", "8 baris dari Kelurahan Palam untuk Bantuan Lansia belum lolos periksa.")


@pytest.mark.parametrize(("people", "said"), [
    (2, ["2 orang menerima dua kali di Bantuan Lansia; periksa kedua tanda terimanya, tarik satu paket."]), (0, [])])
def test_who_was_served_twice_is_to_be_looked_at(people, said):
    twice = Twice(programme="PRG-1", name="Bantuan Lansia", stage="distribution", people=people)
    assert [line.text for line in lines(Facts(twice=(twice,)), Role.ADMINISTRATOR)] == said
