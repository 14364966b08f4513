"""Formulas: a small evaluator, and the shifting of references when rows and columns move.

Known are arithmetic, comparison, `&`, references, ranges and the functions in `FUNCTIONS`; anything else shows
`#NAME?`, as a misspelt function does in Sheets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .a1 import Area, column_index, column_name, parse_area, split_range

Look = Callable[[str | None, Area], list[list[Any]]]  # (tab title or None for the formula's own, area) -> values

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")
    |(?P<range>(?:'(?:[^']|'')*'!|[A-Za-z_]\w*!)?\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d*|:\$?\d+)?
        |(?:'(?:[^']|'')*'!|[A-Za-z_]\w*!)?\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w(])
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<name>[A-Za-z_][\w.]*)
    |(?P<sign><=|>=|<>|[-+*/^&=<>(),;%])
    |(?P<other>\S))""",
    re.VERBOSE,
)
_REFERENCE = re.compile(
    r"""("(?:[^"]|"")*")|((?:'(?:[^']|'')*'|[A-Za-z_]\w*)!)?(\$?)([A-Za-z]{1,3})(\$?)(\d+)(?![\w(!])""", re.VERBOSE
)


class FormulaError(str):
    """`#DIV/0!` and its like, as a value."""


class _Failed(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def evaluate(formula: str, look: Look) -> Any:
    """What the formula shows: a number, text, boolean, None, or a FormulaError."""
    try:
        value = _Reader(formula[1:], look).whole()
        return _single(value)
    except _Failed as failed:
        return FormulaError(failed.name)
    except (ZeroDivisionError, OverflowError):
        return FormulaError("#DIV/0!")
    except RecursionError:
        return FormulaError("#REF!")


class _Reader:
    """Reads one formula from left to right, weakest operator first, and computes as it goes."""

    LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))

    def __init__(self, text: str, look: Look) -> None:
        self.tokens = [(match.lastgroup, match[match.lastgroup or 0]) for match in _TOKEN.finditer(text)]
        self.look = look

    def whole(self) -> Any:
        value = self.level(0)
        if self.tokens:
            raise _Failed("#ERROR!")
        return value

    def level(self, depth: int) -> Any:
        if depth == len(self.LEVELS):
            return self.signed()
        value = self.level(depth + 1)
        while self.tokens and self.tokens[0] in [("sign", sign) for sign in self.LEVELS[depth]]:
            sign = self.tokens.pop(0)[1]
            value = OPERATORS[sign](_single(value), _single(self.level(depth + 1)))
        return value

    def signed(self) -> Any:
        if self.accept("-"):
            return -_to_number(_single(self.signed()))
        if self.accept("+"):
            return self.signed()
        value = self.atom()
        while self.accept("%"):
            value = _to_number(_single(value)) / 100
        return value

    def atom(self) -> Any:
        if not self.tokens:
            raise _Failed("#ERROR!")
        kind, text = self.tokens.pop(0)
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "range":
            return self.cells(text)
        if kind == "name":
            return self.named(text.upper())
        if text == "(":
            value = self.level(0)
            if self.accept(")"):
                return value
        raise _Failed("#ERROR!")

    def cells(self, text: str) -> list[list[Any]]:
        title, rest = split_range(text)
        area = parse_area(rest)
        if area is None:
            raise _Failed("#REF!")
        return self.look(title, area)

    def named(self, name: str) -> Any:
        if name in ("TRUE", "FALSE") and not self.at("("):
            return name == "TRUE"
        if not self.accept("(") or name not in FUNCTIONS:
            raise _Failed("#NAME?")
        arguments: list[Any] = []
        while not self.accept(")"):
            arguments.append(self.argument())
            if not (self.accept(",") or self.accept(";") or self.at(")")):
                raise _Failed("#ERROR!")
        return FUNCTIONS[name](arguments)

    def argument(self) -> Any:
        """A value, or the failure of it for IFERROR to catch."""
        try:
            return self.level(0)
        except ZeroDivisionError:
            return FormulaError("#DIV/0!")

    def at(self, sign: str) -> bool:
        return bool(self.tokens) and self.tokens[0] == ("sign", sign)

    def accept(self, sign: str) -> bool:
        found = self.at(sign)
        if found:
            self.tokens.pop(0)
        return found


def _single(value: Any) -> Any:
    """One value out of a range of one cell; errors fail the formula that reads them."""
    if isinstance(value, list):
        value = value[0][0] if value and value[0] else None
    if isinstance(value, FormulaError):
        raise _Failed(value)
    return value


def _to_number(value: Any) -> float:
    if value is None or value == "":
        return 0.0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise _Failed("#VALUE!") from None
    return float(value)


def _to_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _flat(arguments: list[Any]) -> list[Any]:
    values: list[Any] = []
    for argument in arguments:
        values += [value for row in argument for value in row] if isinstance(argument, list) else [argument]
    for value in values:
        _single(value)
    return values


def _numbers(arguments: list[Any]) -> list[float]:
    return [
        float(value) for value in _flat(arguments) if isinstance(value, int | float) and not isinstance(value, bool)
    ]


def _matches(value: Any, wanted: Any) -> bool:
    """Whether a value meets a COUNTIF criterion (`x`, `>5`, `<>x`)."""
    match = re.match(r"(<=|>=|<>|<|>|=)(.*)\Z", str(wanted)) if isinstance(wanted, str) else None
    sign, other = (match[1], match[2]) if match else ("=", wanted)
    try:
        return bool(OPERATORS[sign](_to_number(value or None), _to_number(other))) and value is not None
    except _Failed:
        return bool(OPERATORS[sign](_to_text(value).casefold(), _to_text(other).casefold()))


def _average(arguments: list[Any]) -> float:
    numbers = _numbers(arguments)
    return sum(numbers) / len(numbers)


def _if(arguments: list[Any]) -> Any:
    chosen = arguments[1:2] if _single(arguments[0]) else arguments[2:3]
    return chosen[0] if chosen else False


FUNCTIONS: dict[str, Callable[[list[Any]], Any]] = {
    "SUM": lambda given: sum(_numbers(given)),
    "AVERAGE": _average,
    "MIN": lambda given: min(_numbers(given), default=0.0),
    "MAX": lambda given: max(_numbers(given), default=0.0),
    "COUNT": lambda given: float(len(_numbers(given))),
    "COUNTA": lambda given: float(sum(value is not None for value in _flat(given))),
    "COUNTIF": lambda given: float(sum(_matches(value, _single(given[1])) for value in _flat(given[:1]))),
    "IF": _if,
    "IFERROR": lambda given: (given[1] if given[1:] else "") if isinstance(given[0], FormulaError) else given[0],
    "ROUND": lambda given: round(_to_number(_single(given[0])), int(_to_number(_single((given[1:] or [0])[0])))),
    "ABS": lambda given: abs(_to_number(_single(given[0]))),
    "LEN": lambda given: float(len(_to_text(_single(given[0])))),
    "UPPER": lambda given: _to_text(_single(given[0])).upper(),
    "LOWER": lambda given: _to_text(_single(given[0])).lower(),
    "TRIM": lambda given: " ".join(_to_text(_single(given[0])).split()),
    "CONCATENATE": lambda given: "".join(map(_to_text, _flat(given))),
    "HYPERLINK": lambda given: _single(given[-1]),
}

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda one, other: _to_number(one) + _to_number(other),
    "-": lambda one, other: _to_number(one) - _to_number(other),
    "*": lambda one, other: _to_number(one) * _to_number(other),
    "/": lambda one, other: _to_number(one) / _to_number(other),
    "^": lambda one, other: _to_number(one) ** _to_number(other),
    "&": lambda one, other: _to_text(one) + _to_text(other),
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: _to_number(one) < _to_number(other),
    ">": lambda one, other: _to_number(one) > _to_number(other),
    "<=": lambda one, other: _to_number(one) <= _to_number(other),
    ">=": lambda one, other: _to_number(one) >= _to_number(other),
}


def move_references(formula: str, change: Callable[[str | None, bool, int, bool, int], tuple[int, int] | None]) -> str:
    """The formula with each reference changed.

    `change(title, row is absolute, row, column is absolute, column)` gives the new row and column, or None where the
    cell is gone (`#REF!`). Texts in the formula are left alone.
    """

    def replace(match: re.Match[str]) -> str:
        text, title, column_mark, letters, row_mark, digits = match.groups()
        if text:
            return text
        name = split_range(title + "A1")[0] if title else None
        moved = change(name, bool(row_mark), int(digits) - 1, bool(column_mark), column_index(letters))
        if moved is None:
            return "#REF!"
        return f"{title or ''}{column_mark}{column_name(moved[1])}{row_mark}{moved[0] + 1}"

    return _REFERENCE.sub(replace, formula)


def shift_relative(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads after being copied by so many rows and columns."""

    def change(_: str | None, row_fixed: bool, row: int, column_fixed: bool, column: int) -> tuple[int, int] | None:
        row = row if row_fixed else row + rows
        column = column if column_fixed else column + columns
        return (row, column) if row >= 0 and column >= 0 else None

    return move_references(formula, change)
