"""The desk: one box, one answer in words and sign, one button."""

import pytest
from cast import BUDI, RINA, SITI, TONO
from distribution_cast import distribution, planned
from letters_cast import HEAD

from services.distribution import handovers, points
from services.domain.schema import HANDOVER, OFFICIAL, POINT, RECIPIENT
from services.storage.database import create, update

PAGE = "distribution_day.py"


@pytest.fixture
def plan(office, act):
    office.database.change(act(BUDI), "office", [create(OFFICIAL, "PJB-1", **HEAD)])
    return planned(office, act, distribution(office, act, proxy_allowed=True))


@pytest.fixture
def point(plan):
    return plan["Cempaka"]["id"]


@pytest.fixture
def desk(panel, point):
    """`desk(actor)` is a browser at the point of Cempaka."""
    return lambda actor=TONO: panel(actor, PAGE, titik=point)


def ask(app, typed):
    return app.text_input(key="loket").input(typed).run()


def button(app, label):
    return next(button for button in app.button if button.label == label)


def labels(app):
    return [button.label for button in app.button]


def said(app):
    return " ".join(element.proto.body for element in app.get("html"))


def count(office):
    with office.database.reading() as reader:
        return reader.count(HANDOVER, cancelled_at=None)


def test_an_officer_chooses_the_point_and_it_stands_in_the_address(panel, plan, drawn):
    panel(TONO)
    shown = zip(drawn["sentences"]["lines"], drawn["sentences"]["goals"], strict=True)
    (goal,) = [goal for line, goal in shown if "Cempaka" in line["name"]]
    assert goal.href == f"/penyaluran?titik={plan['Cempaka']['id']}"
    assert "Cempaka" in panel(TONO, PAGE, **goal.query).title[0].value


def test_with_no_point_open_it_says_when_there_will_be(panel, cast):
    assert "selama tahap Penyaluran berjalan" in panel(TONO).info[0].value


def test_who_may_receive_is_handed_a_package_with_one_button(desk, office):
    app = ask(desk(), "0001")
    assert "BOLEH" in said(app) and "637205******0001" in said(app) and "6372051101800001" not in said(app)
    button(app, "Serahkan 1 paket").click().run()
    assert not app.exception and count(office) == 1
    assert any("Siap" in markdown.value for markdown in app.markdown)


def test_the_box_is_empty_after_each_question(desk):
    assert ask(desk(), "0001").text_input(key="loket").value == ""


def test_who_was_served_is_told_and_can_be_taken_back_with_a_reason(desk, office, act, point):
    # By the clock of the wall: a hand-over can be cancelled on its own day only, and the page reads that clock.
    app = ask(desk(), "0001")
    button(app, "Serahkan 1 paket").click().run()
    app = ask(app, "0001")
    assert "SUDAH" in said(app) and "diserahkan Tono" in said(app) and "Serahkan 1 paket" not in labels(app)
    with office.database.reading() as reader:
        given = reader.first(HANDOVER)["id"]
    app.text_input(key=f"cancel {given} cancel_reason").input("salah orang")
    app.button(key=f"send cancel {given}").click().run()
    assert count(office) == 0 and "BOLEH" in said(app)


def test_who_belongs_to_another_point_needs_a_reason(desk, office):
    app = ask(desk(), "Dahlia")
    assert "BUKAN TITIK INI" in said(app) and "Ambil di Titik 1" in said(app)
    app.button(key="send elsewhere PEN-3").click().run()
    assert count(office) == 0 and app.error
    app.text_input(key="elsewhere PEN-3 elsewhere_reason").input("menumpang tetangga")
    app.button(key="send elsewhere PEN-3").click().run()
    assert count(office) == 1


def test_a_wakil_is_recorded(desk, office):
    app = ask(desk(), "0001")
    app.selectbox(key="proxy PEN-1 proxy_relation").select("Anak")
    for name, value in {"proxy_name": "Rahmat", "proxy_phone": "0812", "proxy_reason": "sakit"}.items():
        app.text_input(key=f"proxy PEN-1 {name}").input(value)
    app.checkbox(key="proxy PEN-1 kk_seen").check()
    app.button(key="send proxy PEN-1").click().run()
    with office.database.reading() as reader:
        assert reader.first(HANDOVER)["proxy_name"] == "Rahmat"


def test_a_programme_without_wakil_does_not_offer_one(panel, office, act):
    point = planned(office, act, distribution(office, act))["Cempaka"]["id"]
    app = ask(panel(TONO, PAGE, titik=point), "0001")
    assert any("tidak boleh diwakilkan" in caption.value for caption in app.caption)
    assert "Serahkan kepada wakil" not in labels(app)


def test_who_is_not_known_is_said_so_with_what_was_typed(desk):
    app = ask(desk(), "<script>x</script>")
    assert "TIDAK TERDAFTAR" in said(app)
    assert "&lt;script&gt;" in said(app) and "<script>" not in said(app)


def test_a_name_is_text_and_never_markup(desk, office, act):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-1", name="<img src=x> ![a](http://b)")])
    app = ask(desk(), "0001")
    assert "&lt;img src=x&gt; ![a](http://b)" in said(app) and "<img" not in said(app)


def test_of_several_people_one_is_chosen(panel, office, act):
    point = planned(office, act, distribution(office, act, people=12))["Cempaka"]["id"]
    app = ask(panel(TONO, PAGE, titik=point), "aminah")
    assert "BOLEH" not in said(app)
    app.button(key="pilih PEN-4").click().run()
    assert "BOLEH" in said(app) and "Aminah 4" in said(app)


def test_who_only_reads_gets_the_answer_alone(desk):
    app = ask(desk(RINA), "0001")
    assert "BOLEH" in said(app)
    assert not {"Serahkan 1 paket", "Serahkan kepada wakil", "Tutup titik"} & set(labels(app))


def test_the_counters_are_shown(desk, office, act, point):
    handovers.hand_over(office, act(TONO), "PEN-0", point)
    text = said(desk(SITI))
    for figure in ("<b>3</b>direncanakan", "<b>1</b>diserahkan", "<b>2</b>belum datang", "<b>2</b>paket tersisa"):
        assert figure in text


def test_closing_wants_every_leftover_decided(desk, office, point):
    app = desk()
    app.button(key=f"send close {point}").click().run()
    assert "Sisa 3 paket, yang diputuskan 0" in app.error[0].value.replace("\\", "")
    app.number_input(key=f"close {point} to_warehouse").set_value(3)
    app.button(key=f"send close {point}").click().run()
    with office.database.reading() as reader:
        assert reader.get(POINT, point)["state"] == "Ditutup"
    assert any("Berita acara titik ini belum dibuat kantor" in caption.value for caption in app.caption)


def test_a_closed_point_has_no_box(desk, office, act, point):
    points.close(office, act(), point, {"to_later": 3})
    app = desk()
    assert not app.text_input and "sudah ditutup" in app.info[0].value


def test_the_light_page_for_scanners_and_phones_is_one_click_away(desk, point):
    [link] = desk().get("link_button")
    assert (link.proto.label, link.proto.url) == ("Buka loket", f"/loket?titik={point}")
