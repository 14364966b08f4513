"""The menu: every page opens for every role that may, and refuses itself to every other."""

import pytest
from cast import BUDI, CAST, SITI

from pages.navigation_table import PAGES
from services import programmes
from services.domain.access import may

PROGRAMME = {"name": "Bansos Ramadan 2026", "year": 2026, "quota": 400}


@pytest.fixture
def programme(office, act):
    return programmes.start(office, act(), PROGRAMME)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
@pytest.mark.parametrize("role", list(CAST), ids=lambda role: role.name.lower())
def test_a_page_opens_for_a_role_that_may_and_is_refused_for_every_other(panel, programme, page, role):
    if may(role, page.right):
        app = panel(CAST[role], page.file, program=programme)
        assert not app.exception
        assert app.title or "tidak ditemukan" in app.error[0].value  # a card without an ID says so
    else:
        app = panel(CAST[role], page.file, program=programme)
        assert [error.value for error in app.error] and not app.title
        assert "Peran Anda tidak boleh" in app.error[0].value


@pytest.mark.parametrize("role", list(CAST), ids=lambda role: role.name.lower())
def test_without_an_address_the_first_page_of_the_role_opens(panel, role):
    first = next(page for page in PAGES if may(role, page.right))
    assert panel(CAST[role]).title[0].value == panel(CAST[role], first.file).title[0].value


def test_a_stranger_sees_only_the_way_to_sign_in(panel, programme):
    app = panel(None)
    assert app.title[0].value == "Masuk" and not app.sidebar.caption


def test_the_menu_says_who_is_signed_in(panel, programme):
    assert any("Siti Rahmah" in caption.value for caption in panel(SITI).sidebar.caption)
    assert any("Administrator" in caption.value for caption in panel(BUDI).sidebar.caption)
