"""What all tests share: the project on the path, the facts beside it, the clock, and a fresh office."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
for folder in (ROOT, ROOT / "tests", ROOT / "tests" / "browser"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from cast import Clock  # noqa: E402

from services.domain.occasion import Occasion  # noqa: E402
from services.office import Office, open_office  # noqa: E402

LONGEST = ("test_sync_random.py", "test_all_stages.py", "test_desk_page.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The crowd in the sheet first, which keeps two processors busy; what waits for a browser last, so that none waits for it."""
    items.sort(key=lambda item: ("browser" in item.path.parts, item.path.name not in LONGEST))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = open_office(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def act(clock: Clock) -> Callable[..., Occasion]:
    return clock.act


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts beside the project; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    return folder
