"""How often the panel looks into the sheet. Moments and spans are seconds of a clock that never goes back."""

INTERVAL = 10.0  # between two rounds while a page is open
REST = 60.0  # … while none is
GONE = 30.0  # after so long without a sign of it a page counts as closed: an open one gives a sign every ten seconds


def pace(last_seen: float, now: float) -> float:
    """How long to wait for the next round, after a page was `last_seen` open."""
    return INTERVAL if now - last_seen < GONE else REST
