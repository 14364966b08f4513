"""The SOP itself: the official sheet as printed, today's reading beside it, and where each running programme stands."""

from itertools import groupby

import streamlit as st

from pages import frame
from pages.pieces import sop_pieces, take_away
from pages.pieces.take_away import Printout
from services import dashboard, letterhead
from services.domain.sop import Status
from services.letters import sop_sheet
from services.office import settings_of

frame.require("read")
office, occasion = frame.office(), frame.act("look")
sop = office.sop
standing: dict[str, list[str]] = {}
for view in dashboard.overviews(office, occasion.today, status=Status.RUNNING):
    for step in filter(lambda step: step.open, view.steps):
        standing.setdefault(step.stage.key, []).append(view.programme["name"])
actions = frame.head("SOP", "Kata-katanya seperti tercetak. Yang ditandai “ditafsirkan” ialah bacaan panel, bukan bunyi SOP.")
with office.database.reading() as reader:
    paper, head = settings_of(reader)["paper"], letterhead.of(office, reader)
with actions:
    take_away.offer("sop", Printout(
        "Unduh PDF", "SOP.pdf", lambda _office, made: sop_sheet.render(sop, head, made.now, paper)))
st.html(sop_pieces.first_page(sop))
st.header("Alur", anchor=False)
st.caption("Lambang pelaksana ditafsirkan. Nama program berjalan berdiri di tahapnya. Belah ketupat: keputusan; bila tidak, kembali ke lambang sebelumnya.")
st.html(sop_pieces.flow_table(sop, standing))
for part, grids in groupby(sop.grids, key=lambda grid: grid.part):
    st.header(frame.plain(part.capitalize().replace(" sop ", " SOP ")), anchor=False)
    for grid in grids:
        st.html(sop_pieces.grid_table(grid))
