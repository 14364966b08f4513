"""Not built yet."""

from pages import frame

frame.require("desk")
frame.head("Belum ada")
