"""Pemeriksaan sebelum penetapan: to come."""

from pages import frame

frame.require("read")
