"""Forms drawn from the schema."""

from pressing import press
from streamlit.testing.v1 import AppTest

from pages import forms
from services.domain.schema import PROGRAMME, RECIPIENT


def test_fields_follow_one_another_in_the_order_of_the_schema_where_a_phone_stacks_the_columns():
    def draw():
        from pages import forms
        from services.domain.schema import RECIPIENT

        forms.widgets(RECIPIENT.editable(), {}, "person")

    drawn = AppTest.from_function(draw).run()
    wanted = [field.header for field in RECIPIENT.editable()]
    assert [label for label in labels(drawn.main) if label in wanted] == wanted


def test_forms_that_are_drawn_anew_show_what_is_stored_now():
    def draw():
        import streamlit as st

        from pages import forms
        from services.domain.schema import AGENCY

        stored = st.session_state.setdefault("stored", {"phone": "1"})
        forms.form([AGENCY.field("phone")], stored, "agency")
        st.button("Muat", on_click=forms.anew)

    drawn = AppTest.from_function(draw).run()
    drawn.session_state["stored"] = {"phone": "2"}
    assert drawn.run().text_input[0].value == "1"
    press(drawn, "Muat")
    assert drawn.text_input[0].value == "2"
    assert drawn.session_state["seen agency"] == {"phone": "2"}


def test_boxes_to_tick_stand_beside_one_another_and_not_beside_a_field():
    fields = PROGRAMME.editable()
    for pair in forms._abreast(fields):
        assert len({field.widget == "flag" for field in pair}) == 1
    assert [field for pair in forms._abreast(fields) for field in pair] == list(fields)


def labels(block):
    """Labels of the inputs, from top to bottom of a phone."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from labels(child)
        elif getattr(child, "label", None):
            yield child.label.removesuffix(" *")
