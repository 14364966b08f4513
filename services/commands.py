"""The command line. `python3 start.py` sets up and hands over to here; its help is Indonesian, like its messages.

Exit codes: 0 done, 1 done but something falls short, 2 bad input. A command is one entry of COMMANDS.
"""

import argparse
import contextlib
import getpass
import importlib
import inspect
import json
import logging
import os
import runpy
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from services import identity, serving, settings
from services.command_line import BAD, DONE, SHORT, Parser, act, content_of, file_argument, json_argument
from services.distribution import suitcase
from services.domain.occasion import WITA
from services.errors import BadInput, PanelError
from services.letters import sample as sample_papers
from services.office import open_office
from services.people import intake
from services.settings import ROOT, Settings
from services.sheet_commands import connect, connect_arguments, sync, sync_arguments, verify
from services.storage import backup

log = logging.getLogger("panel.commands")


@dataclass(frozen=True)
class Command:
    """One word of the command line. `perform` gets the settings and the parsed options, and returns the exit code."""

    name: str
    help: str
    perform: Callable[[Settings, argparse.Namespace], int]
    arguments: Callable[[Parser], object] = lambda parser: None


# --- run


def run(chosen: Settings, options: argparse.Namespace) -> int:
    if options.sample:
        serving.fill_with_sample(chosen.data, datetime.now(UTC))
    serving.serve(chosen, options.browser)
    return DONE


def _run_arguments(parser: Parser) -> None:
    parser.add_argument("--port", metavar="N", help="port panel (bawaan: 8501)")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="jangan buka peramban")
    parser.add_argument("--sample", action="store_true", help="isi folder data yang kosong dengan data contoh")


# --- check


def check(chosen: Settings, options: argparse.Namespace) -> int:
    """Read a recipient workbook and say what is wrong with which row. Stores nothing."""
    checked = intake.check(content_of(options.file, "Berkas"), options.file.name, datetime.now(WITA).date())
    print(json.dumps(intake.to_json(checked), ensure_ascii=False) if options.json else intake.to_text(checked))
    return SHORT if checked.refused or checked.number_with("error") else DONE


def _check_arguments(parser: Parser) -> None:
    file_argument("daftar penerima dari instansi")(parser)
    json_argument(parser)


# --- letters, bench


def letters(chosen: Settings, options: argparse.Namespace) -> int:
    """Write every paper once, with made-up people and officials."""
    written = 0
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
        for name, content in sample_papers.write_all():
            (options.folder / name).write_bytes(content)
            written += 1
    except OSError as error:
        raise BadInput(f"Folder {options.folder} tidak dapat ditulis. Periksa izinnya, atau pilih folder lain dengan -o.") from error
    print(f"{written} berkas contoh tertulis di {options.folder}.")
    return DONE


def _letters_arguments(parser: Parser) -> None:
    parser.add_argument("--sample", action="store_true", required=True, help="isi setiap surat dengan data contoh")
    parser.add_argument("-o", dest="folder", metavar="DIR", type=Path, required=True, help="folder tempat berkas ditulis")


def bench(chosen: Settings, options: argparse.Namespace) -> int:
    """Run tests/bench/NAME.py and print whether its aims are met."""
    folder = ROOT / "tests" / "bench"
    names = sorted(path.stem for path in folder.glob("*.py") if "def run(" in path.read_text(encoding="utf-8"))
    name = options.name.replace("-", "_")
    if name not in names:
        raise BadInput(f"Bench '{options.name}' tidak ada. Yang ada: {', '.join(names)}.")
    sys.path.insert(0, str(folder))
    measure = importlib.import_module(name).run
    wanted = {word: getattr(options, word) for word in ("seeds", "minutes") if getattr(options, word) is not None}
    if not wanted.keys() <= inspect.signature(measure).parameters.keys():
        raise BadInput(f"Bench '{options.name}' tidak memakai --{' atau --'.join(wanted)}.")
    aims = measure(**wanted)
    return DONE if importlib.import_module("aims").report(aims, options.json) else SHORT


def _bench_arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help="nama bench, misalnya letters")
    parser.add_argument("--json", action="store_true", help="akhiri dengan satu objek JSON")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--seeds", metavar="N", type=int, help="banyaknya putaran acak (hanya sync-fuzz)")
    length.add_argument("--minutes", metavar="N", type=float, help="lamanya dalam menit (hanya sync-fuzz)")


# --- test, backup, restore


def test(chosen: Settings, options: argparse.Namespace) -> int:
    """Become pytest on all processors, in the project's folder; a file stays with one, for what its tests share.

    The order of the files is that of `tests/conftest.py`.
    """
    os.chdir(ROOT)
    sys.argv = ["pytest", "--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder", *options.rest]
    runpy.run_module("pytest", run_name="__main__")
    return DONE


def back_up(chosen: Settings, options: argparse.Namespace) -> int:
    backup.backup(chosen.data, options.file)
    print(f"Cadangan tersimpan di {options.file}. Simpan di tempat aman: isinya data pribadi dan kunci.")
    return DONE


def restore(chosen: Settings, options: argparse.Namespace) -> int:
    backup.restore(options.file, chosen.data)
    print(f"Cadangan dipulihkan ke {chosen.data}. Jalankan panel dengan: python3 start.py --data {chosen.data}")
    return DONE


def unpack(chosen: Settings, options: argparse.Namespace) -> int:
    """Make the empty data folder of a laptop the point of a sealed file; its passphrase is asked for."""
    file = content_of(options.file, "Berkas titik")
    passphrase = getpass.getpass("Kata sandi berkas: ")
    with contextlib.closing(open_office(chosen.data)) as office:
        username = suitcase.unpack(office, act(datetime.now(UTC)), file, passphrase)
    print(f"Titik siap. Jalankan panel, lalu masuk sebagai {username} dengan kata sandi berkas tadi.")
    return DONE


BACKUP, POINT = "berkas cadangan (.zip)", "berkas titik (.titik)"
COMMANDS = (
    Command("run", "menjalankan panel (bawaan bila tanpa perintah)", run, _run_arguments),
    Command("check", "memeriksa daftar penerima (XLSX, XLS, ODS, CSV); tidak menyimpan apa pun", check, _check_arguments),
    Command("test", "menjalankan semua tes; isian selebihnya diteruskan ke pytest", test),
    Command("letters", "menulis setiap surat dan daftar satu kali", letters, _letters_arguments),
    Command("bench", "mengukur kecepatan dan membandingkannya dengan sasaran", bench, _bench_arguments),
    Command("connect", "menghubungkan folder data dengan sebuah Google Sheet", connect, connect_arguments),
    Command("sync", "menyamakan data dengan Google Sheet", sync, sync_arguments),
    Command("verify", "memeriksa keutuhan riwayat", verify, json_argument),
    Command("backup", "menyimpan seluruh data kantor dalam satu berkas", back_up, file_argument(BACKUP)),
    Command("unpack", "membuka titik yang disiapkan kantor (.titik) di laptop tanpa jaringan", unpack, file_argument(POINT)),
    Command("restore", "memulihkan cadangan ke folder data yang masih kosong", restore, file_argument(BACKUP)),
)


# --- reading the command line


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Do what the arguments ask, and return the exit code. Every PanelError becomes its sentence on stderr."""
    chosen = Settings()
    try:
        options = read(arguments)
        chosen = settings.read(vars(options), environment)
        code = options.perform(chosen, options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # whoever read it has seen enough, as `head` does: nothing is wrong, and nothing more is written
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SHORT
    except PanelError as error:
        print(error, file=sys.stderr)
        return BAD
    except KeyboardInterrupt:
        print("Dihentikan.", file=sys.stderr)
        return SHORT
    except Exception:
        code = identity.code(6)
        with contextlib.suppress(OSError):
            settings.start_log(chosen.data)
        log.exception("kode %s", code)
        print(f"{UNEXPECTED} {code}. Rinciannya di {chosen.data / 'logs' / 'panel.log'}", file=sys.stderr)
        return SHORT


UNEXPECTED = "Terjadi kesalahan yang tidak terduga. Sampaikan kode ini kepada pengelola panel:"


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """The parsed options of the command, with `data`, `perform` and `rest` (what only `test` may have).

    `--data` may stand before or after the command; without a command, `run` is meant. Raises BadInput.
    """
    place, words = _place().parse_known_args(arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
        words = ["run", *words]
    options, rest = _parser().parse_known_args(words, place)
    if rest and options.perform is not test:
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    options.rest = rest
    return options


def _place() -> Parser:
    parser = Parser()
    parser.add_argument("--data", metavar="DIR", help="folder data kantor (bawaan: PANEL_DATA, atau data)")
    return parser


DATA_HINT = "Dengan --data DIR perintah ini memakai folder data kantor yang lain."


def _parser() -> Parser:
    parser = Parser(prog="python3 start.py", parents=[_place()], description="Panel Bansos Dinas Sosial.")
    _add_help(parser)
    commands = parser.add_subparsers(title="perintah", metavar="PERINTAH", parser_class=Parser)
    for command in COMMANDS:
        child = commands.add_parser(command.name, help=command.help, description=command.help, epilog=DATA_HINT)
        _add_help(child)
        command.arguments(child)
        child.set_defaults(perform=command.perform)
    return parser


def _add_help(parser: Parser) -> None:
    parser.add_argument("-h", "--help", action="help", help="menampilkan bantuan ini")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
