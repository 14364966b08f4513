"""IDs: short, readable, unique across machines. The one place that draws them; everything else is told."""

import secrets

from services.domain.paper import ALPHABET


def code(length: int) -> str:
    """A random code of 5 bits a character."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def paper_code() -> str:
    """What verifies a paper: 60 random bits, so that nobody finds one by trying. Drawn once, stored with its row."""
    return code(12)


def new_id(prefix: str) -> str:
    """A new ID such as PRG-7K3QX9ZD4M: 50 random bits, one clash expected in some 30 million rows."""
    return f"{prefix}-{code(10)}"
