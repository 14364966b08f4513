"""What Beranda says of the Google Sheet, and to whom."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.domain.occasion import Role
from services.domain.sheet_news import SheetNews, lines

DOWN = SheetNews(error="Periksa internet.", passing=True, pending=4, last=datetime(2026, 3, 12, 1, 14, tzinfo=UTC))


@pytest.mark.parametrize(("news", "said"), [
    (SheetNews(), []),
    (SheetNews(conflicts=3), ["3 isian diubah di Google Sheet dan di panel pada waktu yang sama."]),
    (SheetNews(proposals=1, faulty=2), ["1 isian yang hanya ditulis panel diubah di Google Sheet.",
                                        "2 isian di Google Sheet tidak dapat dipakai panel."]),
    (DOWN, ["Google Sheet tidak terjangkau sejak 12 Maret 2026, 09.14; 4 perubahan menunggu dan tidak hilang."]),
    (replace(DOWN, passing=False), ["Google Sheet perlu perhatian: Periksa internet."]),
])
def test_each_thing_that_waits_is_one_sentence(news, said):
    assert [line.text for line in lines(news, Role.ADMINISTRATOR)] == said


def test_who_may_not_decide_hears_nothing_of_it():
    assert list(lines(replace(DOWN, conflicts=1), Role.AUDITOR)) == []
    assert [line.page for line in lines(replace(DOWN, conflicts=1), Role.OPERATOR)] == ["cases"]
