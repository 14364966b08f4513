"""How much a workbook may hold, and the sentences for one that holds more. Told while it is looked through, not after.

A few bytes can claim a cell in the last corner of a sheet, a cell repeated a million times, or a long text in each of
them; whoever unpacks that runs out of memory, or lets somebody wait for minutes.
"""

from collections.abc import Iterable

from services.errors import BadFile

MAX_UNPACKED = 120 * 1024 * 1024  # bytes of all parts together
MAX_PARTS = 2_000
MAX_TAGS = 10_000_000  # of all parts together; a filled cell has four
MAX_CELLS = 2_500_000  # rows × columns of all sheets together: 50,000 rows of 50 columns
MAX_ROWS = 300_000  # of a sheet: more than the city has people
MAX_ROW_TAGS = 1_100_000  # of a workbook, empty rows too: all that one sheet of Excel can have
MAX_COLUMNS = 16_384  # of an XLSX sheet
MAX_MERGED = 200_000  # merged cells of a workbook: four for each of 50,000 families
MAX_MERGED_ROWS = 1_000_000  # rows of all merged cells of a sheet together
MAX_TEXT = 60_000_000  # letters of all cells together: 24 in each
LONGEST = 32_767  # letters of one cell, as in Excel

LOCKED = "Berkas '{name}' terkunci kata sandi. Buka dulu di Excel, simpan tanpa kata sandi, lalu unggah lagi."
BROKEN = "Berkas '{name}' rusak atau terpotong, sehingga tidak dapat dibuka. Minta pengirim mengirimkannya sekali lagi."
TOO_WIDE = "Berkas '{name}' terlalu luas: ada sel berisi yang jauh dari tabel. Hapus sel itu, simpan, lalu unggah lagi."
TOO_FULL = (
    "Berkas '{name}' memuat terlalu banyak baris, sel, atau format. Salin tabelnya saja ke buku kerja baru, "
    "simpan, lalu unggah lagi."
)
TOO_LONG = (
    "Berkas '{name}' memuat teks yang terlalu panjang di banyak sel. Hapus kolom yang tidak perlu, simpan, "
    "lalu unggah lagi."
)
MACRO = "Berkas '{name}' memuat makro. Simpan sebagai buku kerja Excel tanpa makro (.xlsx), lalu unggah lagi."
TOO_BIG = "Berkas '{name}' terlalu besar. Panel menerima sampai 10 MB; bagi daftar menjadi beberapa berkas."


class Room:
    """How far the sheets of a workbook reach together, as they are walked down."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._before = self._here = 0  # cells of the sheets before this one, and of this one

    def next_sheet(self) -> None:
        """Go on with another sheet."""
        self._before, self._here = self._before + self._here, 0

    def reach(self, last: int, widest: int) -> None:
        """Take in how far the sheet reaches by now, from 1. Raises BadFile beyond the bounds; empty rows count too."""
        self._here = last * max(widest, 1)
        if last > MAX_ROWS or widest > MAX_COLUMNS or self._before + self._here > MAX_CELLS:
            raise BadFile(TOO_WIDE.format(name=self.name))


def require_room(corners: Iterable[tuple[int, int]], name: str) -> None:
    """Raise BadFile where the sheets, by their last rows and columns, hold too much."""
    room = Room(name)
    for last, widest in corners:
        room.reach(last, widest)
        room.next_sheet()


def require_short(letters: int, name: str) -> None:
    """Raise BadFile for that many letters in all cells together."""
    if letters > MAX_TEXT:
        raise BadFile(TOO_LONG.format(name=name))
