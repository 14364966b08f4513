"""What rows of any table are called: by their own words, or by the row that they belong to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from services import correspondence
from services.domain import office_settings
from services.domain.fields import Field, Reference
from services.domain.schema import SETTING, TABLES, TEMPLATE
from services.domain.sop import Sop
from services.storage.called import CALLED_BY
from services.storage.history import Entry
from services.storage.reader import Reader, Row

# Keys that are words for people elsewhere.
WORDS: dict[str, Mapping[str, str]] = {
    SETTING.name: {field.name: field.header for field in office_settings.FIELDS},
    TEMPLATE.name: correspondence.NAMES,
}


def keys(sop: Sop) -> dict[str, str]:
    """Key → what it is called: stages, their papers, kinds of letters. Nobody's name is among them."""
    papers = {paper.key: paper.name for stage in sop.stages for paper in stage.papers}
    return papers | {stage.key: stage.title for stage in sop.stages} | dict(correspondence.NAMES)


def called(reader: Reader, sop: Sop, entries: Iterable[Entry]) -> dict[str, str]:
    """What everything is called that entries of the history speak of: rows by ID, and keys."""
    return keys(sop) | names(reader, entries)


def names(reader: Reader, entries: Iterable[Entry]) -> dict[str, str]:
    """ID → name of the rows that entries of the history are about or refer to, one query for each table.

    A row without a name, as after its personal data were destroyed, is left out.
    """
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for table, row in (pair for entry in entries for pair in _mentioned(entry)):
        wanted[table].add(row)
    found: dict[str, tuple[str, Row]] = {}
    for table in CALLED_BY:  # a row comes before the one it belongs to
        for values in reader.find(TABLES[table], id=wanted[table], gone=True) if wanted[table] else ():
            found[values["id"]] = table, values
            for field in _references(table):
                wanted[field.table].add(values[field.name])
    return {row: name for row in found if (name := _name(found, row))}


def _mentioned(entry: Entry) -> Iterator[tuple[str, str]]:
    """(table, ID) of the row of an entry, and of those that its old and new values refer to."""
    yield entry.table, entry.row
    known = TABLES[entry.table].by_name
    for name, pair in entry.fields.items():
        if isinstance(field := known.get(name), Reference):
            yield from ((field.table, row) for row in pair if row)


def _fields(table: str) -> list[Field]:
    return [TABLES[table].field(name) for name in CALLED_BY[table]]


def _references(table: str) -> list[Reference]:
    return [field for field in _fields(table) if isinstance(field, Reference)]


def _name(found: Mapping[str, tuple[str, Row]], row: str | None) -> str:
    if row is None or row not in found:
        return ""
    table, values = found[row]
    words = (
        _name(found, values[field.name]) if isinstance(field, Reference)
        else WORDS.get(table, {}).get(values[field.name], values[field.name])
        for field in _fields(table))
    return " ".join(str(word) for word in words if word)
