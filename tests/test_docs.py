"""The README names every command and every setting; the top heading of the CHANGELOG is the version."""

import re
from pathlib import Path

from services import commands, settings
from services.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_stands_in_the_readme():
    assert [command.name for command in commands.COMMANDS if f"`{command.name}" not in README and
            f"start.py {command.name}" not in README] == []


def test_every_setting_stands_in_the_readme():
    assert [name for name in settings.PARSERS if f"PANEL_{name.upper()}" not in README] == []


def test_the_newest_heading_of_the_changelog_is_the_version():
    assert re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[0] == VERSION


def test_every_file_and_folder_that_the_readme_points_to_is_there():
    named = re.findall(r"`((?:services|pages|templates|tests|docs)/[\w./-]+)`|\]\((docs/[\w./-]+)\)", README)
    paths = [path for pair in named for path in pair if path and "KEY" not in path]
    assert [path for path in paths if not (ROOT / path).exists()] == []
