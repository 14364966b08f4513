"""Who may do what. A right names the roles that hold it and the tables its changes may touch; the door asks it."""

from dataclasses import dataclass

from services.domain.occasion import Actor, Role
from services.errors import NotAllowed

ADMIN = frozenset({Role.ADMINISTRATOR})
OFFICE = frozenset({Role.ADMINISTRATOR, Role.OPERATOR})
DIVISION = OFFICE | {Role.HEAD_OF_DIVISION}
EDITORS = frozenset({Role.ADMINISTRATOR, Role.HEAD_OF_DIVISION})
LEADERS = frozenset({Role.ADMINISTRATOR, Role.HEAD_OF_DIVISION, Role.HEAD_OF_OFFICE})
HEAD = frozenset({Role.ADMINISTRATOR, Role.HEAD_OF_OFFICE})
FIELD = OFFICE | {Role.POINT_OFFICER}
READERS = DIVISION | {Role.HEAD_OF_OFFICE, Role.AUDITOR}
EVERYONE = READERS | {Role.POINT_OFFICER}

# The tables that live in the sheet.
SHARED = (
    "programme", "stage", "recipient", "agency", "data_request", "letter", "incoming", "disposition", "contract",
    "package_item", "point", "handover", "file", "official", "holiday", "setting",
)


@dataclass(frozen=True)
class Right:
    """`what` completes the sentence "Peran Anda tidak boleh …"; `tables` are those its changes may touch."""

    what: str
    roles: frozenset[Role]
    tables: frozenset[str] = frozenset()


def _right(what: str, roles: frozenset[Role], *tables: str) -> Right:
    return Right(what, roles, frozenset(tables))


RIGHTS: dict[str, Right] = {
    # reading
    "read": _right("membuka halaman ini", READERS),
    "desk": _right("membuka penyaluran", EVERYONE),
    "dashboard": _right("membuka dasbor", READERS),
    "history": _right("membuka riwayat", READERS),
    "reveal": _right("membuka NIK lengkap", DIVISION, "recipient"),
    "export": _right("mengunduh daftar", DIVISION, "recipient"),
    # the office itself
    "office": _right("mengubah pengaturan kantor", ADMIN, "setting", "official", "holiday", "file"),
    "destroy": _right("memusnahkan data pribadi", ADMIN, *(
        "recipient", "handover", "complaint", "audit_exception", "disposition", "file", "programme")),
    "users": _right("mengelola pengguna", ADMIN, "user"),
    "own_password": _right("mengganti kata sandi", EVERYONE, "user"),
    "sheet": _right("menghubungkan Google Sheet", ADMIN, "setting"),
    "sync": _right("menyamakan data dengan Google Sheet", ADMIN, *SHARED),
    "cases": _right("memutuskan isian yang berbeda", DIVISION, *SHARED),
    "agencies": _right("mengubah daftar instansi", DIVISION, "agency"),
    "templates": _right("mengubah naskah surat", EDITORS, "template"),
    "sign": _right("menandatangani surat", frozenset({Role.HEAD_OF_OFFICE})),
    "letters": _right("mengubah surat", DIVISION, *(
        "letter", "incoming", "file", "stage", "data_request", "correction", "number_gap", "paraf")),
    "paraf": _right("mencatat paraf", EDITORS, "letter", "paraf"),
    "send_back": _right("mengembalikan surat", LEADERS, "letter", "paraf"),
    "files": _right("melampirkan berkas", DIVISION, "file"),
    # programmes and stages
    "programme": _right("mengubah program", DIVISION, "programme", "stage", "package_item"),
    "stage": _right("menyelesaikan tahap", DIVISION, "stage", "programme", "file"),
    "override": _right("melewati syarat tahap", ADMIN, "stage", "programme"),
    "reopen": _right("membuka kembali program", HEAD, "stage", "programme", "recipient"),
    "disposition": _right("mencatat disposisi", DIVISION, "disposition", "stage", "programme", "letter", "file"),
    "procurement": _right("mencatat pengadaan", DIVISION, "contract", "package_item", "letter", "stage"),
    "requests": _right("meminta data", DIVISION, "data_request", "letter", "agency", "stage", "correction"),
    # recipients
    "intake": _right("menyimpan data penerima", OFFICE, "import", "recipient", "data_request", "stage", "file", "layout"),
    "recipients": _right("mengubah data penerima", OFFICE, "recipient"),
    "doubles": _right("memutuskan data ganda", DIVISION, "decision"),
    "list": _right("menetapkan daftar penerima", DIVISION, "recipient", "programme", "audit_exception"),
    # distribution
    "points": _right("merencanakan penyaluran", DIVISION, "point", "recipient"),
    "tick_lists": _right("mencetak daftar pengambilan", EVERYONE, "tick_list"),
    "handover": _right("mencatat penyerahan", FIELD, "handover", "point", "file"),
    "complain": _right("mencatat pengaduan", FIELD, "complaint"),
    "answer": _right("menindaklanjuti pengaduan", DIVISION, "complaint"),
    "pack": _right("menyiapkan titik tanpa jaringan", DIVISION),
    "unpack": _right(
        "membuka titik yang disiapkan", ADMIN, "user", "programme", "stage", "point", "recipient", "handover"),
    "wipe": _right("menghapus data titik dari laptop", FIELD, "recipient", "handover", "complaint", "point", "file"),
    "sample": _right("mengisi data contoh", ADMIN, *(
        "setting", "official", "holiday", "user", "agency", "programme", "stage", "recipient", "letter", "incoming",
        "disposition", "contract", "package_item", "data_request", "point", "handover", "file", "import")),
}


def may(role: Role, right: str) -> bool:
    """Whether the role holds the right."""
    return role in RIGHTS[right].roles


def require(actor: Actor, right: str) -> None:
    """Raise NotAllowed unless the actor's role holds the right."""
    if not may(actor.role, right):
        raise NotAllowed(RIGHTS[right].what)
