"""Where the units of an XLIFF file stand, their notes, and the annotations mtcheck has left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mtcheck.formats.xliff_reader import SEGMENTS, UNITS, local_name
from mtcheck.model import Span

MINE = "mtcheck"
MY_ID = "mtcheck-"


@dataclass(slots=True)
class NotePlace:
    """A note from its start tag to its end tag; ``mine`` when mtcheck has written it."""

    span: Span
    mine: bool


@dataclass(slots=True)
class UnitPlace:
    """A ``unit`` or ``trans-unit``.

    ``notes`` are its own, ``notes_element`` what holds them in XLIFF 2; ``content`` is where
    its first part begins, ``target`` where its target ends. ``marks`` are tags of mtcheck's
    annotations, ``ids`` what its inline elements and notes are called. ``one_note`` is true where
    tracked changes mean “the note”, so that there cannot be more.
    """

    span: Span
    notes: list[NotePlace] = field(default_factory=list)
    notes_element: Span | None = None
    content: int | None = None
    target: Span | None = None
    marks: list[Span] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    one_note: bool = False


@dataclass(slots=True)
class _Open:
    name: str
    place: Span
    mine: bool


@dataclass
class XliffPlaces:
    """Takes the events of one file; see ``XmlHandler``. ``root`` is the first start tag."""

    root: Span | None = None
    version: str = ""
    units: list[UnitPlace] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _unit: UnitPlace | None = None

    def start(self, name: str, attributes: Mapping[str, str], place: Span) -> None:
        local = local_name(name)
        if self.root is None:
            self.root, self.version = place, attributes.get("version", "")
        parent = self._stack[-1].name if self._stack else ""
        if local in UNITS:
            self._unit = UnitPlace(place)
        mine = self._mine(local, attributes)
        self._stack.append(_Open(local, place, mine))
        unit = self._unit
        if unit is None:
            return
        if local.endswith(" revisions") and attributes.get("appliesTo") == "note":
            unit.one_note = unit.one_note or "ref" not in attributes
        if parent in UNITS and local in ("originalData", "segment", "ignorable"):
            unit.content = place.start if unit.content is None else unit.content
        if "id" in attributes and local not in UNITS:
            unit.ids.add(attributes["id"])
        if mine and local in ("mrk", "sm", "em"):
            unit.marks.append(place)

    def end(self, place: Span) -> None:
        opened = self._stack.pop()
        unit = self._unit
        if unit is None:
            return
        parent = self._stack[-1].name if self._stack else ""
        span = Span(opened.place.start, max(opened.place.end, place.end))
        above = self._stack[-2].name if parent == "notes" and len(self._stack) > 1 else parent
        if opened.name == "note" and above in UNITS:
            unit.notes.append(NotePlace(span, opened.mine))
        elif opened.name == "notes" and parent in UNITS:
            unit.notes_element = span
        elif opened.name == "target" and parent in SEGMENTS:
            unit.target = span
        elif opened.name == "mrk" and opened.mine:
            unit.marks.append(place)
        elif opened.name in UNITS:
            unit.span = span
            self.units.append(unit)
            self._unit = None

    def data(self, data: str, place: Span) -> None:
        pass

    def comment(self, place: Span) -> None:
        pass

    def _mine(self, local: str, attributes: Mapping[str, str]) -> bool:
        if local == "note":
            return MINE in (attributes.get("category"), attributes.get("from"))
        mark = attributes.get("id", attributes.get("mid", attributes.get("startRef", "")))
        return local in ("mrk", "sm", "em") and mark.startswith(MY_ID)
