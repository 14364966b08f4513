"""Mutu data: to come."""

from pages import frame

frame.require("read")
