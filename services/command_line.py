"""What the commands share: exit codes, common arguments, who acts; and argparse that speaks Indonesian."""

import argparse
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from services import identity
from services.domain.occasion import Actor, Occasion, Role
from services.errors import BadInput

DONE, SHORT, BAD = 0, 1, 2
PANEL = Actor("panel", "Baris perintah", Role.ADMINISTRATOR)


def act(now: datetime) -> Occasion:
    """What whoever sits at the command line does now."""
    return Occasion(PANEL, now, identity.new_id("OPR"), identity.new_id)


def content_of(file: Path, kind: str) -> bytes:
    """The bytes of a file named on the command line, `kind` being its word. Raises BadInput."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"{kind} {file} tidak dapat dibuka. Periksa nama dan izinnya.") from error


class Parser(argparse.ArgumentParser):
    """argparse that speaks Indonesian."""

    def __init__(self, **options: object):
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]

    def format_help(self) -> str:
        text = super().format_help()
        for english, indonesian in HEADINGS.items():
            text = text.replace(english, indonesian, 1)
        return text

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in COMPLAINTS.items():
            if found := re.search(pattern, message):
                raise BadInput(found.expand(sentence))
        raise BadInput(f"Perintah ini tidak dapat dibaca.{SEE_HELP}")


def file_argument(help: str) -> Callable[[Parser], object]:
    """The argument FILE of a command, explained by `help`."""
    return lambda parser: parser.add_argument("file", metavar="FILE", type=Path, help=help)


def json_argument(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="cetak jawaban sebagai JSON")


SEE_HELP = " Lihat caranya dengan: python3 start.py --help"
HEADINGS = {"usage: ": "cara pakai: ", "positional arguments:": "isian:", "options:": "pilihan:"}
COMPLAINTS = {
    r"unrecognized arguments: (.+)": rf"Pilihan ini tidak dikenal: \1.{SEE_HELP}",
    r"invalid choice: '(.*?)'": rf"Perintah '\1' tidak dikenal.{SEE_HELP}",
    r"arguments are required: (.+)": rf"Isian ini belum ada: \1.{SEE_HELP}",
    r"argument (\S+): expected": r"Pilihan \1 membutuhkan isian, misalnya \1 NILAI.",
    r"argument (\S+): ignored explicit": r"Pilihan \1 tidak memakai isian.",
}
