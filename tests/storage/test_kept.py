"""What takes long is found once, and again as soon as it may have changed."""


from services.domain.schema import AGENCY, PROGRAMME, RECIPIENT
from services.storage.database import create
from services.storage.kept import MOST, Last, kept


def asker(*tables):
    """A function that counts agencies, and the arguments it was really asked with."""
    asked = []

    @kept(*tables)
    def number(reader, *args):
        asked.append(args)
        return reader.count(AGENCY)

    return number, asked


def test_the_same_question_is_answered_once(office):
    number, asked = asker(AGENCY)
    for _ in range(3):
        with office.database.reading() as reader:
            assert number(reader, "x") == 0
    assert asked == [("x",)]


def test_a_change_of_its_table_makes_it_ask_again(office, act):
    number, asked = asker(AGENCY, RECIPIENT)
    with office.database.reading() as reader:
        number(reader)
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    with office.database.reading() as reader:
        assert number(reader) == 1
    assert len(asked) == 2


def test_a_change_of_another_table_does_not(office, act):
    number, asked = asker(PROGRAMME)
    for row in ("INS-1", "INS-2"):
        with office.database.reading() as reader:
            number(reader)
        office.database.change(act(), "agencies", [create(AGENCY, row, name=row)])
    assert len(asked) == 1


def test_another_argument_is_another_question(office):
    number, asked = asker(AGENCY)
    with office.database.reading() as reader:
        number(reader, "x"), number(reader, "y")
    assert asked == [("x",), ("y",)]


def test_of_many_answers_the_oldest_is_let_go(office):
    number, asked = asker(AGENCY)
    with office.database.reading() as reader:
        for question in range(MOST + 1):
            number(reader, question)
        number(reader, MOST), number(reader, 0)
    assert len(asked) == MOST + 2


def test_the_last_answer_is_known_although_it_is_old_and_since_when(office, act, clock):
    number, asked = asker(AGENCY)
    with office.database.reading() as reader:
        assert number.last(reader, "x") is None
        number(reader, "x")
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    with office.database.reading() as reader:
        assert number.last(reader, "x") == Last(0, clock.now) and len(asked) == 1
        number(reader, "x")
        assert number.last(reader, "x") == Last(1, None)
