"""The first start: office, today's signers, the first administrator – or a look around with sample data."""

import streamlit as st

from pages import forms, frame
from pages.pieces import suitcases
from services import accounts, identity, welcome
from services.domain import office_settings
from services.domain.occasion import Occasion
from services.domain.schema import OFFICIAL, USER
from services.sample import scenario

OFFICE_FIELDS = [field for field in office_settings.FIELDS if field.name in (
    "government", "office", "city", "place", "address", "phone", "site", "mail")]
SIGNER_FIELDS = [OFFICIAL.field(name) for name in ("name", "position", "rank", "nip", "form", "since")]
SIGNERS = {"Kepala Dinas": "Kepala Dinas Sosial", "Kepala Bidang": "Kepala Bidang Perlindungan dan Jaminan Sosial"}
ADMINISTRATOR_FIELDS = [USER.field("username"), USER.field("name"), accounts.PASSWORD]


def show_accounts(password):
    """Who can sign in to the sample office, once."""
    st.success("Data contoh siap. Pilih salah satu pengguna; kata sandinya sama. Catat sekarang: tidak ditampilkan lagi.")
    st.code(password, language=None)
    shown = [{"Nama pengguna": username, "Nama": name, "Peran": str(role)} for username, name, role in scenario.USERS]
    st.dataframe(shown, hide_index=True)
    st.html('<a class="tombol" href="/masuk" target="_self">Masuk</a>')


actions = frame.head(
    "Selamat datang di Panel Bansos",
    "Panel ini menuntun satu program bantuan dari telaahan sampai tanda terima, delapan tahap menurut SOP.",
)
if actions.button("Coba dengan data contoh", icon=":material/science:"):
    with frame.attempt():
        with st.spinner("Mengisi data contoh, beberapa detik …"):
            password = scenario.fill(frame.office(), frame.now(), identity.new_id)
        show_accounts(password)
        st.stop()
suitcases.open_point()
st.write("Isi tiga hal di bawah ini sekali saja. Semuanya dapat diubah nanti di Pengaturan.")
with st.form("welcome", enter_to_submit=False):
    st.header("1. Kantor", anchor=False)
    settings = forms.widgets(OFFICE_FIELDS, office_settings.DEFAULTS, "office")
    st.header("2. Pejabat yang menandatangani sekarang", anchor=False)
    st.caption("Yang belum diketahui boleh dikosongkan; surat akan memintanya nanti.")
    signers = []
    for duty, position in SIGNERS.items():
        st.subheader(duty, anchor=False)
        signers.append(forms.widgets(SIGNER_FIELDS, {"position": position, "form": "Definitif"}, duty) | {"duty": duty})
    st.header("3. Administrator pertama", anchor=False)
    administrator = forms.widgets(ADMINISTRATOR_FIELDS, {}, "administrator")
    sent = frame.submit("Siapkan kantor", "welcome", type="primary")

if sent:
    occasion = Occasion(welcome.PANEL, frame.now(), identity.new_id("OP"), identity.new_id)
    filled = [signer for signer in signers if signer["name"]]
    with frame.attempt():
        welcome.set_up(frame.office(), occasion, settings, filled, administrator)
        frame.done("welcome", "Kantor sudah siap. Masuk dengan akun Administrator yang baru Anda buat.")
