"""What no single module can see: who imports whom, who reads the clock, and that the gates pass."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SERVICES = sorted(ROOT.glob("services/**/*.py"))
SOURCES = [ROOT / "app.py", *sorted(ROOT.glob("pages/**/*.py")), *SERVICES]

# From the bottom up. A module imports its own layer and those below; "services" are the use cases.
LAYERS = (
    {"services.errors"},
    {"services.domain"},
    {"services.storage", "services.letters"},
    {"services"},
    {"services.web"},
    {"pages", "services.commands"},
    {"app"},
)
HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}

# What the domain may use of the standard library: nothing that reads a clock, a file or a line.
PURE = {
    "__future__", "abc", "ast", "bisect", "calendar", "collections", "contextlib", "contextvars", "dataclasses", "datetime",
    "decimal", "difflib", "enum", "fractions", "functools", "graphlib", "hashlib", "heapq", "itertools", "json",
    "math", "operator", "re", "statistics", "string", "textwrap", "tomllib", "types", "typing", "unicodedata",
    "zoneinfo",
}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
ENTRANCES = ("services/commands.py", "services/sheet_commands.py")  # a command comes in here, and the time with it; requests get it from app.py


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports_of(path: Path) -> Iterator[str]:
    """Full names of what a file imports; of `from services import settings` it is `services.settings`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{relative(path)} imports relatively; write the full name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls_in(path: Path) -> list[str]:
    """What a file calls, as it is written there."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def layer_of(name: str) -> str | None:
    """The layer of a dotted name, None for what is not ours."""
    parts = name.split(".")
    return next((".".join(parts[:n]) for n in (2, 1) if ".".join(parts[:n]) in HEIGHT), None)


def layer_of_file(path: Path) -> str:
    layer = layer_of(relative(path).removesuffix(".py").replace("/", "."))
    assert layer is not None
    return layer


def foreign_imports(path: Path) -> set[str]:
    """The top names of the third-party libraries a file imports."""
    tops = {name.split(".")[0] for name in imports_of(path)}
    return {top for top in tops if top not in sys.stdlib_module_names and layer_of(top) is None}


def allowed_places() -> dict[str, list[str]]:
    """Where each distribution may be imported, as the comments of requirements.txt say."""
    lines = re.findall(r"^([\w-]+)==\S+ +#.*? {2,}(\S.*)$", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    return {name.lower(): places.split(", ") for name, places in lines}


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_imports_run_downwards_only(path: Path):
    own = layer_of_file(path)
    wrong = [
        name
        for name in imports_of(path)
        if (layer := layer_of(name)) and layer != own and HEIGHT[layer] >= HEIGHT[own]
    ]
    assert wrong == []


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_each_library_is_imported_only_where_the_requirements_say(path: Path):
    places, names = allowed_places(), packages_distributions()
    for top in foreign_imports(path):
        allowed = [place for dist in names.get(top, []) for place in places.get(dist.lower(), [])]
        assert any(relative(path).startswith(place) for place in allowed), f"{top} is for {allowed or 'nobody'}"


@pytest.mark.parametrize("path", sorted(ROOT.glob("services/domain/**/*.py")), ids=relative)
def test_the_domain_is_pure(path: Path):
    tops = {name.split(".")[0] for name in imports_of(path)}
    assert tops & set(sys.stdlib_module_names) <= PURE
    assert not {"open", "print", "input"} & set(calls_in(path))


@pytest.mark.parametrize(
    "path", [path for path in SERVICES if not relative(path).startswith(ENTRANCES)], ids=relative
)
def test_the_clock_comes_in_by_the_door(path: Path):
    assert [call for call in calls_in(path) if ".".join(call.split(".")[-2:]) in CLOCKS] == []


def test_every_requirement_has_an_exact_version_and_a_place():
    lines = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if line and not line.startswith("#")]
    assert len(allowed_places()) == len(lines)


def test_no_path_of_a_personal_machine_is_in_the_code():
    personal = re.compile("|".join(["/ho" + "me/", "/Us" + "ers/", "/wo" + "rk/", "/ro" + "ot/", r"C:\\Us" + "ers"]))
    texts = [path for pattern in ("*.py", "*.toml", "*.txt", "*.md", ".ci/*") for path in ROOT.glob(pattern)]
    texts += [path for folder in ("services", "pages", "tests", "templates", "docs") for path in (ROOT / folder).rglob("*.*")]
    readable = [path for path in texts if path.suffix in ("", ".py", ".toml", ".txt", ".md", ".html", ".js", ".css")]
    assert [relative(path) for path in readable if path.is_file() and personal.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("gate", [["ruff", "check", "."], ["mypy"]], ids=["ruff", "mypy"])
def test_the_gates_pass(gate: list[str]):
    passed = subprocess.run([sys.executable, "-m", *gate], cwd=ROOT, capture_output=True, text=True, check=False)
    assert passed.returncode == 0, passed.stdout + passed.stderr
