"""The SOP's official sheet as HTML: every text escaped, the flow drawn with lines and symbols by executor."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from services.domain import sop_flow
from services.domain.sop import Grid, Section, Sop, Stage
from services.domain.sop_flow import FlowRow

SHAPES = {"start": "ujung", "process": "kotak", "decision": "ketupat", "end": "ujung"}
WORDS = {"start": "mulai", "process": "kegiatan", "decision": "keputusan", "end": "selesai"}
ELBOW = "8px"


def _box(title: str) -> str:
    """The start of a part that scrolls by itself on a narrow screen; the Tab key comes to it, so that arrows move it."""
    return f'<div class="sop" role="region" tabindex="0" aria-label="{escape(title)}">'


def line(**place: str) -> str:
    """A piece of the flow's line, placed within its cell."""
    return f'<i style="{";".join(f"{side}:{value}" for side, value in place.items())}"></i>'


def across(column: int, start: int, end: int, top: str) -> str:
    """The part of a horizontal line from one column to another that lies in this cell."""
    low, high = sorted((start, end))
    if not low <= column <= high or low == high:
        return ""
    left = "50%" if column == low else "0"
    return line(top=top, left=left, right="50%" if column == high else "0")


def cell(row: FlowRow, column: int) -> str:
    """What one executor's column shows in a row: lines, then the symbol over them."""
    parts = [across(column, start, end, "50%") for (start, _), (end, _) in pairwise(row.symbols)]
    if row.enters is not None:
        parts.append(across(column, row.enters, row.first, ELBOW))
        if column == row.enters != row.first:
            parts.append(line(left="50%", top="0", height=ELBOW))
        if column == row.first:
            parts.append(line(left="50%", top=ELBOW if row.enters != row.first else "0", bottom="50%"))
            parts.append('<i class="panah"></i>')
    if row.goes_on and column == row.last:
        parts.append(line(left="50%", top="50%", bottom="0"))
        if row.symbols[-1][1] == "decision":
            parts.append("<small>Ya</small>")
    parts += [
        f'<b class="{SHAPES[symbol]}" role="img" aria-label="{WORDS[symbol]}"></b>'
        for at, symbol in row.symbols if at == column
    ]
    return f'<td class="alur">{"".join(parts)}</td>'


def stage_row(sop: Sop, stage: Stage, row: FlowRow, standing: Sequence[str]) -> str:
    """A row of the flow; running programmes stand below the activity."""
    here = "".join(f"<mark>{escape(name)}</mark>" for name in standing)
    modern = f"<small>{escape(stage.modern)} (ditafsirkan)</small>" if stage.modern else ""
    cells = "".join(cell(row, column) for column in range(len(sop.parties)))
    quality = "".join(f"<td>{escape(text)}</td>" for text in (stage.kelengkapan, stage.waktu, stage.output, stage.keterangan))
    return f"<tr><td>{stage.number}</td><td>{escape(stage.activity)}{modern}{here}</td>{cells}{quality}</tr>"


def flow_table(sop: Sop, standing: Mapping[str, Sequence[str]]) -> str:
    """The table of the flow under its two head rows; `standing`: stage → names of the programmes that are there."""
    (number, activity, executors, quality, remark), below = sop.flow_head
    parties = "".join(f"<th>{escape(party.column)}</th>" for party in sop.parties)
    head = (
        f'<tr><th rowspan="2">{number}</th><th rowspan="2">{activity}</th><th colspan="{len(sop.parties)}">{executors}</th>'
        f'<th colspan="{len(below)}">{quality}</th><th rowspan="2">{remark}</th></tr>'
        f"<tr>{parties}{''.join(f'<th>{escape(text)}</th>' for text in below)}</tr>"
    )
    rows = "".join(
        stage_row(sop, stage, row, standing.get(stage.key, ()))
        for stage, row in zip(sop.stages, sop_flow.rows(sop), strict=True)
    )
    return f'{_box("Alur")}<table class="lebar"><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def first_page(sop: Sop) -> str:
    """Header and sections, two boxes a row."""
    head = "<br>".join(f"<b>{escape(text)}</b>" for text in sop.kop)
    known = "".join(f"<tr><th>{escape(entry.label)}</th><td>{escape(entry.text)}</td></tr>" for entry in sop.header)
    boxes = [section(part) for part in sop.sections]
    rows = "".join(f"<tr>{left}{right}</tr>" for left, right in zip(boxes[::2], boxes[1::2], strict=True))
    return f'{_box("Kepala lembar SOP")}<p>{head}</p><table>{known}</table><table>{rows}</table></div>'


def section(part: Section) -> str:
    """A part of the first page; a title that the source lost is our reading."""
    title = f"<b>{escape(part.title)}</b><br>" if part.title else f"<b>{escape(part.modern)}</b><small>(judul ditafsirkan)</small>"
    return f'<td class="setengah">{title}{"<br>".join(escape(item) for item in part.items) or "-"}</td>'


def grid_table(grid: Grid) -> str:
    """A worksheet as printed."""
    head = f"<thead><tr>{''.join(f'<th>{escape(text)}</th>' for text in grid.head)}</tr></thead>" if grid.head else ""
    rows = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in grid.rows)
    modern = f"<small>Bacaan masa kini – {escape(grid.modern)}</small>" if grid.modern else ""
    title = f"<p><b>{escape(grid.title)}</b></p>" if grid.title else ""
    return f'{_box(grid.title or grid.part)}{title}<table>{head}{rows}</table>{modern}</div>'
