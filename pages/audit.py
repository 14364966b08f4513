"""The check before a list is fixed: findings check by check, exceptions with reason and name, the annex."""

from functools import partial

import streamlit as st

from pages import forms, frame
from pages.pieces import folded, renewed, take_away
from pages.pieces.renewed import Search
from pages.pieces.take_away import Printout
from services.domain import wording
from services.domain.audit import CHECKS, Check
from services.domain.nik import mask
from services.domain.schema import AUDIT_EXCEPTION, PROGRAMME
from services.letter_data import head_of_office
from services.people import audit
from services.people.audit import Finding, Result
from services.storage import people
from services.storage.kept import Last


def group(check: Check, found: list[Finding], fresh: bool) -> None:
    """One check that found somebody: who, and the exceptions, which nobody makes from what is old."""
    left = [finding for finding in found if finding.exception is None]
    word = f"{wording.number(len(left))} temuan" if left else "dikecualikan semua"
    icon = ":material/error:" if left else ":material/check_circle:"
    with st.expander(f"**{check.title}** · {word}", icon=icon, expanded=bool(left) and len(left) <= SHORT):
        st.caption(check.advice)
        st.dataframe([line(finding) for finding in found], hide_index=True)
        if frame.can("list") and fresh:
            with st.container(horizontal=True):
                sign_off(check, left)
                withdraw([finding for finding in found if finding.exception])


def line(finding: Finding) -> dict[str, object]:
    """A finding as a row."""
    person = finding.person
    return {"No.": finding.place, "Nama": person["name"], "Temuan": finding.sentence, "NIK": mask(person["nik"]),
            "Pengecualian": finding.excepted}


def sign_off(check: Check, left: list[Finding]) -> None:
    """Except some or all of the open findings of a check."""
    if not left:
        return
    key = f"except {programme} {check.code}"
    names = {finding.person["id"]: f"{finding.place}. {finding.person['name']}" for finding in left}
    if panel := folded.popover("Kecualikan dengan alasan", key, icon=":material/approval:"):
        with panel:
            picked = st.multiselect("Orang", list(names), list(names), names.__getitem__, key=f"people {key}", placeholder="Pilih orang")
            if values := forms.form(AUDIT_EXCEPTION.editable(), {}, key, "Kecualikan"):
                with frame.attempt(key):
                    audit.sign_off(office, frame.act(key), programme, check.code, picked, values)
                    frame.done(key, f"{wording.number(len(picked))} temuan dikecualikan.")


def withdraw(excepted: list[Finding]) -> None:
    """Take exceptions back, one by one."""
    if not excepted:
        return
    if panel := folded.popover("Batalkan pengecualian", f"withdraw {excepted[0].check.code}", icon=":material/undo:"):
        with panel:
            for finding in excepted:
                assert finding.exception
                key = f"withdraw {finding.exception['id']}"
                if frame.button(frame.plain(f"{finding.place}. {finding.person['name']}"), key):
                    with frame.attempt():
                        audit.withdraw(office, frame.act(key), finding.exception["id"])
                        frame.done(key, "Pengecualian dibatalkan; temuan ini terbuka lagi.")


def downloads(result: Result) -> None:
    """The annex as PDF (where there is somebody to sign it) and the findings as a workbook."""
    name = f"pemeriksaan {result.programme['name']}"
    with frame.attempt(), office.database.reading() as reader:
        head_of_office(reader, occasion.today)
        take_away.offer("annex", Printout(
            "Unduh lampiran PDF", f"{name}.pdf", lambda office, occasion: audit.annex(office, programme, occasion.now),
            len(result.findings), about=result.programme["name"], programme=programme), type="primary")
    if frame.can("export"):
        take_away.offer("findings", Printout(
            "Unduh XLSX", f"{name}.xlsx", lambda office, occasion: audit.workbook(office, occasion, programme),
            len(result.findings), "export", name, programme))


def show(looked: Last[Result]) -> None:
    """What was found last, check by check."""
    result = looked.found
    what = "Daftar yang ditetapkan" if result.programme["fixed_at"] else "Usulan daftar"
    said = f"{what}: {wording.number(result.size)} orang untuk {wording.number(result.packages)} paket, diperiksa seperti BPK memeriksa."
    with frame.head(TITLE, said + renewed.aged(looked), frame.of_programme(result.programme)):
        downloads(result)
    if result.open:
        st.warning(f"{wording.number(result.open)} temuan terbuka. Perbaiki datanya, atau kecualikan dengan alasan dan nama.")
    else:
        st.success("Tidak ada temuan terbuka.")
    for check in CHECKS:
        if found := result.of(check):
            group(check, found, looked.since is None)
    if clean := [check.title for check in CHECKS if not result.of(check)]:
        st.caption("Diperiksa, tanpa temuan: " + " · ".join(clean))


SHORT = 10  # findings that are shown at once
TITLE = "Pemeriksaan sebelum penetapan"
frame.require("read")
office, programme, occasion = frame.office(), frame.query("program", PROGRAMME.title), frame.act("look")
last = partial(audit.last, today=occasion.today)
if looked := renewed.latest(Search("audit", "Memeriksa daftar", last, audit.look, people.number_in_all), programme):
    show(looked)
else:
    frame.head(TITLE, "Daftar sedang diperiksa; hasilnya muncul di sini sendiri.")
