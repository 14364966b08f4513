"""argparse that speaks Indonesian: its headings, and what it complains of."""

import argparse
import re
from typing import NoReturn

from services.errors import BadInput


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


SEE_HELP = " Lihat caranya dengan: python3 start.py --help"
HEADINGS = {"usage: ": "cara pakai: ", "positional arguments:": "isian:", "options:": "pilihan:"}
COMPLAINTS = {
    r"unrecognized arguments: (.+)": rf"Pilihan ini tidak dikenal: \1.{SEE_HELP}",
    r"invalid choice: '(.*?)'": rf"Perintah '\1' tidak dikenal.{SEE_HELP}",
    r"arguments are required: (.+)": rf"Isian ini belum ada: \1.{SEE_HELP}",
    r"argument (\S+): expected": r"Pilihan \1 membutuhkan isian, misalnya \1 NILAI.",
    r"argument (\S+): ignored explicit": r"Pilihan \1 tidak memakai isian.",
}
