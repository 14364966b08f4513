"""Letters on paper: as PDF, with what they enclose, and as DOCX for a draft that is corrected in Word."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from services import letter_data, letterhead, paraf
from services.correspondence import text_of
from services.distribution import point_letters
from services.domain.occasion import WITA
from services.domain.schema import LETTER, OFFICIAL, PROGRAMME
from services.domain.states import UNSIGNED, RecipientState
from services.letters import docx, layout, lists, papers
from services.letters.blocks import Letter, Signer
from services.letters.layout import Section
from services.letters.signatures import Verification
from services.office import Office, settings_of
from services.people import audit
from services.people.recipients import fixed_list
from services.storage import people
from services.storage.reader import Reader, Row

WITH_LIST = "telaahan_2"  # the letter that goes with the fixed list


def pdf(office: Office, letters: Sequence[str], now: datetime, clean: bool = False) -> bytes:
    """Letters as one PDF, with what they enclose; a draft carries KONSEP unless printed `clean`, to be signed."""
    with office.database.reading() as reader:
        rows = [reader.get(LETTER, letter) for letter in letters]
        sections = [
            section for row in rows
            for section in (_section(office, reader, row, now, clean), *_enclosed(office, reader, row, now))]
    unsigned = any(row["state"] in UNSIGNED for row in rows)
    return layout.render(sections, rows[0]["about"], now, draft=unsigned and not clean)


def rows(office: Office, letters: Sequence[Row]) -> int:
    """How many rows of people letters enclose: what makes them long."""
    with office.database.reading() as reader:
        return sum(
            people.number(reader, letter["programme"], RecipientState.CHOSEN)
            for letter in letters if letter["kind"] == WITH_LIST)


def word(office: Office, letter: str, now: datetime) -> bytes:
    """A draft as DOCX, for offices that correct drafts in Word."""
    with office.database.reading() as reader:
        return docx.letter(_filled(reader, reader.get(LETTER, letter), now), letterhead.of(office, reader), now)


def preview(office: Office, letter: Row, now: datetime) -> bytes:
    """A letter as typed so far, stored or not, without what it encloses."""
    with office.database.reading() as reader:
        section = _section(office, reader, letter, now)
    return layout.render([section], letter["about"], now, draft=letter["state"] in UNSIGNED)


def check(office: Office, letters: Sequence[str], now: datetime) -> None:
    """Whether letters can be printed, before a button offers it. Raises BadInput, NotReady, Refused."""
    with office.database.reading() as reader:
        for letter in letters:
            _filled(reader, reader.get(LETTER, letter), now)


def _section(office: Office, reader: Reader, letter: Row, now: datetime, clean: bool = False) -> Section:
    """The pages of a letter; its code stands on what is printed to be signed, and on what was signed."""
    final = clean or letter["state"] not in UNSIGNED
    code = Verification(letter["code"], office.public_url) if final and letter["code"] else None
    initials = paraf.positions(reader, letter["id"]) if letter["id"] else ()
    return layout.compose(_filled(reader, letter, now), letterhead.of(office, reader), code, initials)


def _filled(reader: Reader, letter: Row, now: datetime) -> Letter:
    """The template of a letter filled, under the heading that the letter itself has."""
    settings = settings_of(reader)
    head, data = letterhead.from_settings(settings), letter_data.data_of(reader, letter)
    chief = _signer(reader, letter, now)
    signers = letter_data.signers(chief) | point_letters.signers(reader, letter, chief)
    made = papers.filled(text_of(reader, letter), data, head, signers)
    own = {} if letter["point"] else {"hal": letter["about"], "kepada": letter["addressee"], "di": letter["place"]}
    copies = tuple(filter(None, (copy.strip() for copy in (letter["copies"] or "").split(";"))))
    fields = made.fields | {name: text or "" for name, text in own.items() if name in made.fields}
    return papers.on_paper(replace(made, fields=fields, copies=copies), settings["paper"])


def _signer(reader: Reader, letter: Row, now: datetime) -> Signer:
    """Who signed, or who would sign today."""
    today = now.astimezone(WITA).date()
    official = reader.get(OFFICIAL, letter["signer"]) if letter["signer"] else None
    return letter_data.signer(official or letter_data.head_of_office(reader, today))


def _enclosed(office: Office, reader: Reader, letter: Row, now: datetime) -> list[Section]:
    """What goes with a letter in the same PDF: the BNBA from the fixed list, and what the check of that list found."""
    if letter["kind"] != WITH_LIST:
        return []
    settings, programme = settings_of(reader), reader.get(PROGRAMME, letter["programme"])
    rows, signer = fixed_list(reader, programme), _signer(reader, letter, now)
    head = letterhead.of(office, reader)
    return [
        lists.bnba(rows, programme, head, signer, full=True, paper=settings["paper"], dated=letter["dated"]),
        layout.compose(audit.annex_letter(reader, programme["id"], now), head),
    ]
