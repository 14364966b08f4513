"""The sample office: made-up programmes in different stages, people who are nobody, a user for each role.

Everything is played through the panel's own use cases with a clock of the past, so that some stages are late, some
wait, and one is being distributed today. The office is marked as sample until it is emptied.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import count, islice

from services import accounts, welcome
from services.domain.occasion import WITA, Actor, Occasion, Role
from services.domain.schema import AGENCY, USER
from services.domain.workdays import Calendar
from services.errors import Refused
from services.office import Office
from services.sample import acts
from services.sample.acts import Play, Story
from services.storage import emptying, keys, prints, state
from services.storage.database import create

NOTE = state.SAMPLE
BANNER = "Data contoh – tidak ada yang sungguhan di sini."
OPENING = time(8, 0, tzinfo=WITA)
LONG_AGO = 290  # working days since the sample office was set up
PACE = timedelta(seconds=30)  # between two acts of a day
USERS = (
    ("admin", "Admin Contoh", Role.ADMINISTRATOR),
    ("siti", "Siti Contoh", Role.OPERATOR),
    ("kabid", "Hidayat Contoh", Role.HEAD_OF_DIVISION),
    ("kadis", "Rahmawati Contoh", Role.HEAD_OF_OFFICE),
    ("tono", "Tono Contoh", Role.POINT_OFFICER),
    ("rina", "Rina Contoh", Role.AUDITOR),
)
SETTINGS = {
    "government": "Pemerintah Kota Banjarbaru", "office": "Dinas Sosial", "city": "Kota Banjarbaru",
    "place": "Banjarbaru", "address": "Jalan Contoh Nomor 1, Banjarbaru", "phone": "(0511) 000000",
}
OFFICIALS = [
    {"duty": "Kepala Dinas", "position": "Kepala Dinas Sosial", "name": "Dra. Rahmawati Contoh, M.Si.",
     "rank": "Pembina Utama Muda (IV/c)", "nip": "197001011995032001", "form": "Definitif"},
    {"duty": "Kepala Bidang", "position": "Kepala Bidang Perlindungan dan Jaminan Sosial",
     "name": "Hidayat Contoh, S.Sos.", "rank": "Pembina (IV/a)", "nip": "198002022005011002", "form": "Definitif"},
    {"duty": "Wali Kota", "position": "Wali Kota Banjarbaru", "name": "Wali Kota Contoh", "form": "Definitif"},
]
OTHER_AGENCIES = (("Dinas Pendidikan", "Dinas"), ("Badan Penanggulangan Bencana Daerah", "Badan"))


def _to_stage_four(first: int, contract: int) -> tuple[tuple[int, acts.Act], ...]:
    """Stages 1 to 4 of a programme: begun `first` working days ago, its contract made `contract` days ago."""
    return (
        (first, acts.start), (first - 1, acts.memo_handed_in), (first - 3, acts.agreed),
        (first - 5, acts.goods_asked_for), (contract, acts.contracted),
        (contract - 1, acts.data_asked_for),
    )


STORIES = (
    Story("Paket Sembako", 24, "paket sembako", "Hari Jadi Kota Banjarbaru", (
        *_to_stage_four(285, 265), (260, acts.data_received), (258, acts.list_fixed),
        (257, acts.second_memo_handed_in), (256, acts.goods_received), (256, acts.agreed_again),
        (255, acts.points_planned), (254, acts.handed_over), (253, acts.handed_over),
        (252, acts.handed_over), (251, acts.all_done),
    ), people=24),
    Story("Paket Sembako", 300, "paket sembako", "Hari Jadi Kota Banjarbaru", (
        *_to_stage_four(34, 14), (9, acts.data_received), (7, acts.list_fixed),
        (6, acts.second_memo_handed_in), (6, acts.goods_received), (5, acts.agreed_again),
        (2, acts.points_planned), (1, acts.handed_over), (0, acts.handed_over_half),
    ), people=331),
    Story("Bantuan Keluarga Terdampak Banjir", 25, "paket keluarga", "tanggap darurat banjir", (
        *_to_stage_four(26, 9), (1, acts.data_received),
    ), people=35),
    Story("Bantuan Penyandang Disabilitas", 60, "alat bantu", "Hari Disabilitas", (
        *_to_stage_four(24, 5), (1, acts.some_data_received),
    ), people=45),
    Story("Sembako Triwulan", 400, "paket sembako", "program triwulan", (
        (15, acts.start), (14, acts.memo_handed_in), (12, acts.agreed),
        (10, acts.goods_asked_for),
    )),
    Story("Bantuan Lansia", 150, "paket lansia", "Hari Lanjut Usia", (
        (6, acts.start), (4, acts.memo_handed_in),
    )),
    Story("Bantuan Anak Yatim", 80, "paket sekolah", "tahun ajaran baru", (
        (7, acts.start), (6, acts.memo_handed_in), (3, acts.sent_back),
    )),
    Story("Paket Sekolah", 200, "paket sekolah", "tahun ajaran baru", (
        (2, acts.start), (1, acts.memo_drafted),
    )),
    Story("Bantuan Alat Usaha", 30, "alat usaha", "program kewirausahaan", (
        (9, acts.start), (8, acts.memo_handed_in), (6, acts.refused),
    )),
)


def is_sample(office: Office) -> bool:
    """Whether everything in this office is made up."""
    return state.is_sample(office.database)


def fill(office: Office, now: datetime, new_id: Callable[[str], str]) -> str:
    """Fill an empty office with the sample; the password of `admin` and all other users, to be shown once.

    Raises Refused where the office has been set up, or has a sheet.
    """
    _require_no_sheet(office)
    if accounts.has_users(office.database):
        raise Refused("Data contoh hanya dapat diisi ke kantor yang masih kosong. Pakai folder data lain (--data).")
    password = new_id("contoh").lower()
    state.write_note(office.database, NOTE, True)
    try:
        _play(office, Clock(now, new_id), password)
    except BaseException:
        clear(office)
        raise
    return password


def _play(office: Office, clock: "Clock", password: str) -> None:
    """Set the office up, then play every act of every story, the oldest first."""
    ago = partial(workday_ago, office.calendar(), clock.now.astimezone(WITA).date())
    _set_up(office, clock.on(ago(LONG_AGO)), password)
    for days, _, act, play in sorted(_scenes(office, clock), key=lambda scene: (-scene[0], scene[1])):
        play.day = ago(days)
        play.act = clock.on(play.day)
        act(play)


def _scenes(office: Office, clock: "Clock") -> Iterator[tuple[int, int, acts.Act, Play]]:
    """(working days ago, number, act, its programme) of every act of every story."""
    number = count()
    for story in STORIES:
        play = Play(office, story, date.min, clock.on(date.min), clock.code)
        for ago, act in story.acts:
            yield ago, next(number), act, play


def workday_ago(calendar: Calendar, today: date, number: int) -> date:
    """The working day since which that many have been counted; with 0 the last one up to today."""
    back = (today - timedelta(days=days) for days in count())
    return next(islice(filter(calendar.is_workday, back), number, None))


class Clock:
    """The clock of the sample: an act every half minute of a day, never after `now`; and its IDs."""

    def __init__(self, now: datetime, new_id: Callable[[str], str]):
        self.now, self.new_id, self._acts = now, new_id, count()

    def code(self) -> str:
        """A code for an invitation or a sheet: the letters of two IDs without their prefix."""
        return "".join(self.new_id("X").partition("-")[2] for _ in range(2))[:12]

    def on(self, day: date) -> Callable[..., Occasion]:
        """Acts of that day: each call is the next moment."""
        moments = count()
        actor = Actor("USR-CONTOH", "Siti Contoh", Role.ADMINISTRATOR)

        def act() -> Occasion:
            at = datetime.combine(day, OPENING).astimezone(UTC) + next(moments) * PACE
            return Occasion(actor, min(at, self.now), self.new_id("OP"), self.new_id)

        return act


def _set_up(office: Office, act: Callable[[], Occasion], password: str) -> None:
    """Office, officials, users and agencies."""
    administrator, *others = [
        {"username": username, "name": name, "role": role, "password": password} for username, name, role in USERS
    ]
    welcome.set_up(office, act(), SETTINGS, OFFICIALS, administrator)
    users = [accounts.new_user(act().new_id(USER.prefix), user) for user in others]
    districts = [
        create(AGENCY, act().new_id(AGENCY.prefix), name=f"Kecamatan {district.name}", kind="Kecamatan",
               addressee=f"Camat {district.name}", place="Banjarbaru")
        for district in office.places.kecamatan
    ]
    more = [
        create(AGENCY, act().new_id(AGENCY.prefix), name=name, kind=kind, addressee=f"Kepala {name}",
               place="Banjarbaru")
        for name, kind in OTHER_AGENCIES
    ]
    office.database.change(act(), "sample", [*users, *districts, *more])


def clear(office: Office) -> None:
    """Empty a sample office: rows, history, sessions, attachments. Raises Refused for a real one."""
    if not is_sample(office):
        raise Refused("Kantor ini bukan data contoh, jadi tidak dapat dikosongkan.")
    _require_no_sheet(office)
    emptying.empty(office.database)
    with suppress(FileNotFoundError):
        shutil.rmtree(office.files.root)
    prints.forget_all(office.data)


def _require_no_sheet(office: Office) -> None:
    """What is made up, and its removal, must never reach the sheet that people work in."""
    if keys.kept(office.data):
        raise Refused(
            "Folder data ini terhubung dengan Google Sheet, jadi data contoh tidak diisi dan tidak dihapus di sini. "
            "Pakai folder data lain (--data)."
        )
