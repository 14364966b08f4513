"""A distribution point on the page of stage 8."""

import streamlit as st

from pages import frame
from pages.pieces import point_numbers, point_papers, point_plan, sheet_watch, suitcases
from services.domain import wording
from services.domain.desk import at_hours
from services.domain.schema import POINT
from services.domain.states import PointState
from services.storage.reader import Row


def when(point: Row) -> str:
    """Kamis, 12 Maret 2026 pukul 08.00–12.00"""
    return f"{wording.weekday_date(point['date'])}{at_hours(point)}"


def card(point: Row) -> None:
    """The point, how far it is, and what can be done with it."""
    closed = point["state"] == PointState.CLOSED
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(frame.plain(point["name"]), anchor=False, width="content")
            frame.chip(point["state"])
        officer = f" · petugas {point['officer']}" if point["officer"] else " · petugas belum ditunjuk"
        served = f" · {point['kelurahan_list']}" if point["kelurahan_list"] else ""
        st.caption(frame.plain(when(point) + officer + served))
        sheet_watch.note(POINT, point["id"])
        point_numbers.progress(point)
        if closed:
            st.text(f"Sisa: {point_plan.decided(point)}.")
        with st.container(horizontal=True):
            point_papers.to_print(point)
            point_papers.to_send(point)
            if frame.can("handover"):
                point_papers.from_paper(point)
            if frame.can("points"):
                (point_plan.reopen if closed else point_plan.change)(point)
            if frame.can("pack") and not closed:
                suitcases.pack(point)
