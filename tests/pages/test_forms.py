"""Forms drawn from the schema."""

from streamlit.testing.v1 import AppTest

from services.domain.schema import RECIPIENT


def test_fields_follow_one_another_in_the_order_of_the_schema_where_a_phone_stacks_the_columns():
    def draw():
        from pages import forms
        from services.domain.schema import RECIPIENT

        forms.widgets(RECIPIENT.editable(), {}, "person")

    drawn = AppTest.from_function(draw).run()
    wanted = [field.header for field in RECIPIENT.editable()]
    assert [label for label in labels(drawn.main) if label in wanted] == wanted


def labels(block):
    """Labels of the inputs, from top to bottom of a phone."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from labels(child)
        elif getattr(child, "label", None):
            yield child.label.removesuffix(" *")
