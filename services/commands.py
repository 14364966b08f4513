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
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from services import identity, serving, settings, verification
from services.command_line import Parser
from services.distribution import suitcase
from services.domain.cadence import INTERVAL
from services.domain.occasion import WITA, Actor, Occasion, Role
from services.errors import BadInput, PanelError
from services.letters import sample as sample_papers
from services.office import open_office
from services.people import intake
from services.settings import ROOT, Settings
from services.storage import backup
from services.storage.sheet import GOOGLE
from services.sync import connection, rounds
from services.sync.link import open_link
from services.sync.preview import Preview, preview

DONE, SHORT, BAD = 0, 1, 2

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


def _json_argument(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="cetak jawaban sebagai JSON")


def _run_arguments(parser: Parser) -> None:
    parser.add_argument("--port", metavar="N", help="port panel (bawaan: 8501)")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="jangan buka peramban")
    parser.add_argument("--sample", action="store_true", help="isi folder data yang kosong dengan data contoh")


# --- check


def check(chosen: Settings, options: argparse.Namespace) -> int:
    """Read a recipient workbook and say what is wrong with which row. Stores nothing."""
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise BadInput(f"Berkas {options.file} tidak dapat dibuka. Periksa nama dan izinnya.") from error
    checked = intake.check(content, options.file.name, datetime.now(WITA).date())
    print(json.dumps(intake.to_json(checked), ensure_ascii=False) if options.json else intake.to_text(checked))
    return SHORT if checked.refused or checked.number_with("error") else DONE


def _check_arguments(parser: Parser) -> None:
    _file_argument(parser)
    _json_argument(parser)


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


# --- connect, sync, verify


PANEL = Actor("panel", "Baris perintah", Role.ADMINISTRATOR)
NO_SHEET = "Belum ada Google Sheet yang terhubung. Hubungkan dulu dengan perintah connect."


def _act() -> Occasion:
    """What whoever sits at the command line does now."""
    return Occasion(PANEL, datetime.now(UTC), identity.new_id("OPR"), identity.new_id)


def connect(chosen: Settings, options: argparse.Namespace) -> int:
    """Tie the data folder to a spreadsheet and make its tabs."""
    try:
        key = options.key.read_bytes()
    except OSError as error:
        raise BadInput(f"Berkas kunci {options.key} tidak dapat dibaca. Periksa namanya.") from error
    with contextlib.closing(open_office(chosen.data)) as office:
        _say_what_meets(preview(office, _act(), key, options.sheet, options.api_url, time.sleep))
        made = connection.connect(office, _act(), key, options.sheet, options.api_url, time.sleep, options.take_over)
    print(f"Terhubung dengan Google Sheet “{made.title}”. Tab baru: {', '.join(made.made) or 'tidak ada'}.")
    if options.json:
        print(json.dumps({"sheet": made.sheet, "tabs": made.tabs}, ensure_ascii=False))
    return DONE


def _say_what_meets(found: Preview) -> None:
    """Show what is where before two filled sides are merged; whoever sits at a terminal is asked. Raises BadInput (no)."""
    print(found.sentence)
    if not found.both_filled:
        return
    print("\n".join(meeting.sentence for meeting in found.meetings if meeting.both_filled))
    if sys.stdin.isatty() and input("Gabungkan? Ketik ya: ").strip().lower() != "ya":
        raise BadInput("Dibatalkan. Tidak ada yang diubah.")


def sync(chosen: Settings, options: argparse.Namespace) -> int:
    """Rounds of sync with the sheet, one with --once; Ctrl+C ends them."""
    with contextlib.closing(open_office(chosen.data)) as office:
        link = open_link(office, time.sleep, time.monotonic)
        if link is None:
            raise BadInput(NO_SHEET)
        while True:
            report = rounds.sync(office, _act(), link)
            print(report.sentence, flush=True)
            if options.json:
                print(json.dumps(asdict(report), ensure_ascii=False), flush=True)
            if options.once:
                return SHORT if report.error else DONE
            time.sleep(INTERVAL)


def verify(chosen: Settings, options: argparse.Namespace) -> int:
    """Check the history's chain, and its anchors where a sheet is connected."""
    with contextlib.closing(open_office(chosen.data)) as office:
        verdict = verification.verify(office, open_link(office, time.sleep, time.monotonic))
    print(verdict.sentence)
    if options.json:
        found = {"entries": verdict.entries, "intact": verdict.intact, "first_fault": verdict.first_fault}
        print(json.dumps(found))
    return DONE if verdict.intact else SHORT


def _connect_arguments(parser: Parser) -> None:
    parser.add_argument("--key", metavar="KEY.json", type=Path, required=True, help="kunci akun layanan Google")
    parser.add_argument("--sheet", metavar="URL", required=True, help="alamat atau ID Google Sheet")
    parser.add_argument("--api-url", metavar="URL", default=GOOGLE, help="alamat layanan Sheets (bawaan: Google)")
    parser.add_argument("--take-over", action="store_true", help="ambil alih lembar yang dipakai panel lain")
    _json_argument(parser)


def _sync_arguments(parser: Parser) -> None:
    parser.add_argument("--once", action="store_true", help="satu putaran saja")
    _json_argument(parser)


# --- test, backup, restore


def test(chosen: Settings, options: argparse.Namespace) -> int:
    """Become pytest, in the project's folder."""
    os.chdir(ROOT)
    sys.argv = ["pytest", *options.rest]
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
    try:
        file = options.file.read_bytes()
    except OSError as error:
        raise BadInput(f"Berkas {options.file} tidak dapat dibuka. Periksa nama dan izinnya.") from error
    passphrase = getpass.getpass("Kata sandi berkas: ")
    with contextlib.closing(open_office(chosen.data)) as office:
        username = suitcase.unpack(office, _act(), file, passphrase)
    print(f"Titik siap. Jalankan panel, lalu masuk sebagai {username} dengan kata sandi berkas tadi.")
    return DONE


def _file_argument(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="berkas cadangan (.zip)")


def _point_argument(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="berkas titik (.titik)")


COMMANDS = (
    Command("run", "menjalankan panel (bawaan bila tanpa perintah)", run, _run_arguments),
    Command("check", "memeriksa daftar penerima (XLSX, XLS, ODS, CSV); tidak menyimpan apa pun", check, _check_arguments),
    Command("test", "menjalankan semua tes; isian selebihnya diteruskan ke pytest", test),
    Command("letters", "menulis setiap surat dan daftar satu kali", letters, _letters_arguments),
    Command("bench", "mengukur kecepatan dan membandingkannya dengan sasaran", bench, _bench_arguments),
    Command("connect", "menghubungkan folder data dengan sebuah Google Sheet", connect, _connect_arguments),
    Command("sync", "menyamakan data dengan Google Sheet", sync, _sync_arguments),
    Command("verify", "memeriksa keutuhan riwayat", verify, _json_argument),
    Command("backup", "menyimpan seluruh data kantor dalam satu berkas", back_up, _file_argument),
    Command("unpack", "membuka titik yang disiapkan kantor (.titik) di laptop tanpa jaringan", unpack, _point_argument),
    Command("restore", "memulihkan cadangan ke folder data yang masih kosong", restore, _file_argument),
)


# --- reading the command line


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Do what the arguments ask, and return the exit code. Every PanelError becomes its sentence on stderr."""
    chosen = Settings()
    try:
        options = read(arguments)
        chosen = settings.read(vars(options), environment)
        return options.perform(chosen, options)
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
