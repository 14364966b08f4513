"""The screens of the panel: one line a page, in the order of the menu."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A screen: file under pages/, address, icon, the right that opens it, whether the menu shows it.

    `live`: it is for reading, so that it draws itself anew when the sheet brings something.
    """

    title: str
    file: str
    address: str
    icon: str
    right: str
    shown: bool = True
    live: bool = False


PAGES = (
    Page("Beranda", "home.py", "beranda", "home", "read", live=True),
    Page("Dasbor", "dashboard.py", "dasbor", "monitoring", "dashboard"),
    Page("Program", "programmes.py", "program", "conversion_path", "read", live=True),
    Page("Penerima", "recipients.py", "penerima", "groups", "read"),
    Page("Penyaluran", "distribution_day.py", "penyaluran", "local_shipping", "desk"),
    Page("Surat", "registers.py", "surat", "mail", "read", live=True),
    Page("Naskah surat", "letter_templates.py", "naskah", "edit_document", "templates"),
    Page("SOP", "sop.py", "sop", "account_tree", "read"),
    Page("Riwayat", "history.py", "riwayat", "history", "history", live=True),
    Page("Google Sheet", "sheet.py", "google-sheet", "table_view", "sheet", live=True),
    Page("Pengaturan", "settings.py", "pengaturan", "settings", "office"),
    Page("Pengguna", "users.py", "pengguna", "manage_accounts", "users"),
    Page("Bantuan", "help.py", "bantuan", "help", "desk"),
    Page("Isian yang berbeda", "conflicts.py", "konflik", "call_split", "read", False, live=True),
    Page("Kesehatan lembar", "sheet_health.py", "kesehatan-lembar", "health_and_safety", "sheet", False, live=True),
    Page("Akun saya", "account.py", "akun", "person", "own_password", False),
    Page("Tahapan program", "programme.py", "tahapan", "conversion_path", "read", False, live=True),
    Page("Kartu orang", "person.py", "orang", "person", "read", False),
    Page("Data ganda", "doubles.py", "data-ganda", "call_split", "read", False),
    Page("Mutu data", "quality.py", "mutu-data", "fact_check", "read", False, live=True),
    Page("Pemeriksaan sebelum penetapan", "audit.py", "pemeriksaan", "policy", "read", False),
    Page("Telaahan Staf", "stages/memo.py", "telaahan", "edit_note", "read", False),
    Page("Disposisi Wali Kota", "stages/disposition.py", "disposisi", "approval", "read", False),
    Page("Koordinasi UKPBJ", "stages/procurement.py", "ukpbj", "contract", "read", False),
    Page("Permintaan data", "stages/data_request.py", "permintaan-data", "outgoing_mail", "read", False),
    Page("Penerimaan data", "stages/data_intake.py", "penerimaan-data", "upload_file", "read", False),
    Page("Rekapitulasi", "stages/recap.py", "rekapitulasi", "summarize", "read", False),
    Page("Telaahan & BNBA", "stages/bnba_memo.py", "bnba", "description", "read", False),
    Page("Catat dari kertas", "paper_entry.py", "catat-kertas", "keyboard", "handover", False),
    Page("Rencana penyaluran", "stages/distribution.py", "tahap-penyaluran", "local_shipping", "read", False),
)
