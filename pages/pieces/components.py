"""The panel's own elements: sentences that lead somewhere, the track, programmes on bars, the schematic map.

Each is drawn by templates/assets/komponen.js from plain data; a click opens a page of the panel. What people typed is
only ever text there, so it goes in as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

import streamlit as st

from pages.frame import CHIPS
from pages.navigation_table import PAGES
from pages.stage_frame import stage_page
from services.dashboard import Distribution, Overview
from services.domain.places import Kecamatan
from services.domain.sop import WAITING, Status
from services.domain.today import Line
from services.programmes import Step
from services.storage.originals import ROOT

ASSETS = ROOT / "assets"
ELEMENT = st.components.v2.component(
    "panel",
    css=(ASSETS / "komponen.css").read_text(encoding="utf-8"),
    js=(ASSETS / "komponen.js").read_text(encoding="utf-8"),
)
ADDRESSES = {page.file: page.address for page in PAGES}

# How a step looks: class of its mark and bar, and its sign (the number where there is none).
LOOKS: dict[str, tuple[str, str]] = {
    "Terlambat": ("late", "priority_high"), Status.DONE: ("done", "check"), Status.RUNNING: ("run", "play_arrow"),
    Status.RETURNED: ("back", "undo"), Status.REJECTED: ("ended", "close"), Status.CANCELLED: ("none", "block"),
    Status.NOT_STARTED: ("none", ""), **dict.fromkeys(WAITING, ("wait", "hourglass_top")),
}
SHARES = (0, 1 / 3, 2 / 3, 0.9999)  # up to which share of packages handed over a tile has the shade 0, 1, 2, 3
PLACES = {"cases": "conflicts.py", "sheet": "sheet.py"}  # where a sentence leads that is about no programme


@dataclass(frozen=True)
class Goal:
    """Where a click leads: a page's file and its part of the address."""

    page: str
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def href(self) -> str:
        return f"/{ADDRESSES[self.page]}?{urlencode(self.query)}"

    def open(self) -> None:
        """Go there."""
        st.switch_page(self.page, query_params=dict(self.query))


def goal_of(programme: str, stage: str = "") -> Goal:
    """The page of a stage of a programme, or of the programme itself."""
    return Goal(stage_page(stage) if stage else "programme.py", {"program": programme})


def goal_of_line(line: Line) -> Goal:
    """Where a sentence leads: a place of its own, or its programme."""
    return Goal(PLACES[line.page]) if line.page else goal_of(line.programme, line.stage)


class Way(NamedTuple):
    """A sentence that leads somewhere: chip, text before a name, the name, text after it, what the link does."""

    word: str
    before: str
    name: str
    after: str
    link: str
    goal: Goal


def sentences(lines: Sequence[Line], key: str) -> None:
    """What waits, a sentence a line, each a link."""
    ways([Way(line.word, line.before, line.name, line.after, line.link, goal_of_line(line)) for line in lines], key)


def ways(entries: Sequence[Way], key: str) -> None:
    """Sentences one below the other, each a link."""
    goals = [way.goal for way in entries]
    shown = [{"chip": _chip(way.word), "before": way.before, "name": way.name, "after": way.after, "link": way.link}
             for way in entries]
    _draw("sentences", key, goals, lines=_linked(shown, goals))


def checks(entries: Sequence[tuple[str, str, Goal | None]], key: str) -> None:
    """(chip, text, where it is mended) a line: what is there and what is not."""
    shown: list[dict[str, Any]] = [{"chip": _chip(word), "text": text} for word, text, _ in entries]
    goals = [goal for _, _, goal in entries]
    _draw("checks", key, goals, checks=_linked(shown, goals))


def figures(entries: Sequence[tuple[str, str, Goal]], key: str) -> None:
    """(label, number, where its rows are): a number opens its rows."""
    goals = [goal for _, _, goal in entries]
    shown: list[dict[str, Any]] = [{"label": label, "value": value} for label, value, _ in entries]
    _draw("figures", key, goals, figures=_linked(shown, goals))


def track(programme: str, steps: Sequence[Step]) -> None:
    """The eight stages as a line; each opens its page."""
    goals = [goal_of(programme, step.stage.key) for step in steps]
    shown = [
        {
            "number": step.stage.number, "title": step.stage.title, "word": step.word, "notes": _notes(step),
            "look": LOOKS[step.word][0], "icon": LOOKS[step.word][1], "current": step.open,
        }
        for step in steps
    ]
    _draw("track", f"track {programme}", goals, steps=_linked(shown, goals))


def _notes(step: Step) -> list[str]:
    """How long against the SOP, and how often it came back."""
    days = f"SOP {step.stage.waktu.lower()}"
    if step.open:
        days = step.counted
    elif step.row["started"]:
        days = f"{len(step.days)} hari, SOP {step.stage.waktu.lower()}"
    returned = step.row["returned"]
    return [days, *([f"dikembalikan {returned} kali"] if returned else [])]


def programmes(overviews: Sequence[Overview], key: str, compact: bool = False) -> None:
    """Programmes with their state, eight bars, and where they stand; compact: only late ones say where."""
    goals = [goal_of(view.programme["id"]) for view in overviews]
    shown = [
        {
            "name": view.programme["name"], "chip": _chip(view.word),
            "sentence": view.sentence if view.late or not compact else "",
            "bars": [LOOKS[step.word][0] for step in view.steps],
        }
        for view in overviews
    ]
    _draw("programmes", key, goals, programmes=_linked(shown, goals))


def tiles(distribution: Distribution, districts: Iterable[Kecamatan]) -> None:
    """Handed over against planned for each kelurahan, placed roughly as they lie; a tile opens its people."""
    groups: list[dict[str, Any]] = []
    goals: list[Goal] = []
    programme = distribution.programme["id"]
    for district in districts:
        figures = [distribution.places.get((place.kecamatan, place.name), (0, 0)) for place in district.kelurahan]
        own = [Goal("recipients.py", {"program": programme, "kelurahan": p.name}) for p in district.kelurahan]
        shown = [
            {"name": place.name, "figure": _figure(*figure), "share": _share(*figure)}
            for place, figure in zip(district.kelurahan, figures, strict=True)
        ]
        groups.append({
            "name": f"{district.name} {_figure(sum(f[0] for f in figures), sum(f[1] for f in figures))}",
            "column": (min(place.column for place in district.kelurahan) + 1) // 2,
            "row": min(place.row for place in district.kelurahan),
            "tiles": _linked(shown, own, len(goals)),
        })
        goals += own
    legend = "Paket diserahkan / rencana. Denah letak, bukan peta ukur."
    _draw("tiles", f"tiles {programme}", goals, groups=groups, legend=legend)


def _figure(handed: int, planned: int) -> str:
    return f"{handed}/{planned}" if planned else "–"


def _share(handed: int, planned: int) -> int:
    """The shade of a tile, 0 (none yet) to 4 (all)."""
    share = handed / planned if planned else 0
    return sum(share > step for step in SHARES)


def _chip(word: str) -> dict[str, str]:
    color, icon = CHIPS.get(word, ("gray", "radio_button_unchecked"))
    return {"word": word, "color": color, "icon": icon}


def _linked(shown: Sequence[dict[str, Any]], goals: Sequence[Goal | None], first: int = 0) -> list[dict[str, Any]]:
    """What is shown, with the address and the index that a click sends where it leads somewhere."""
    return [
        {**entry, "goal": {"href": goal.href, "index": index}} if goal else entry
        for index, (entry, goal) in enumerate(zip(shown, goals, strict=True), first)
    ]


def _draw(kind: str, key: str, goals: Sequence[Goal | None], **data: Any) -> None:
    chosen = ELEMENT(key=key, data={"kind": kind, **data}, on_chosen_change=lambda: None).chosen
    if chosen is not None and int(chosen) < len(goals) and (goal := goals[int(chosen)]):
        goal.open()
