"""From the elements of an XLIFF file to blocks of prose with their source.

XLIFF 1.2: OASIS Standard, 1 February 2008. XLIFF 2.1: OASIS Standard, 13 February 2018.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mtcheck.formats.blocks import Block
from mtcheck.formats.folding import Folding
from mtcheck.formats.languages import is_english, is_russian
from mtcheck.formats.units import NOT_TO_BE_TRANSLATED, WITHOUT_TARGET, UnitDirections
from mtcheck.model import MtcheckError, Span

NAMESPACE = "urn:oasis:names:tc:xliff:document:"
XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
UNITS = ("unit", "trans-unit")
SEGMENTS = ("segment", "trans-unit")
CONTENTS = ("source", "seg-source", "target")
NATIVE_CODES = ("bpt", "ept", "ph", "it", "sub", "data")
"""Elements of 1.2 whose text is code of the original format."""
NOT_TRANSLATED = ("new", "needs-translation", "initial")
PO_HEADER = "x-gettext-domain-header"
LINE_BREAKS = ("lb", "x-br", "xlf:lb", "x-html-br")


def local_name(name: str) -> str:
    """The local name of XLIFF's own elements; others keep their namespace."""
    namespace, _, local = name.rpartition(" ")
    return local if not namespace or namespace.startswith(NAMESPACE) else name


@dataclass
class _Element:
    name: str
    translate: bool
    place: Span
    attributes: Mapping[str, str]
    verbatim: bool = False


@dataclass
class _Content:
    """What a ``source`` or ``target`` holds, one folding for each ``mrk mtype="seg"``."""

    attributes: Mapping[str, str]
    foldings: dict[str, Folding]
    now: str = ""

    @property
    def folding(self) -> Folding:
        return self.foldings[self.now]


@dataclass
class XliffReader:
    """Takes the events of one file; see ``XmlHandler``."""

    text: str
    path: str
    blocks: list[Block] = field(default_factory=list)
    version: str = ""

    def __post_init__(self) -> None:
        self.directions = UnitDirections(self.text)
        self._stack: list[_Element] = []
        self._content: _Content | None = None
        self._read: dict[str, _Content] = {}
        self._note: list[str] | None = None
        self._kept: set[str] = set()
        self._language = self._main_language = ""
        self._source_language = self._main_source_language = ""

    def start(self, name: str, attributes: Mapping[str, str], place: Span) -> None:
        local = local_name(name)
        if not self._stack:
            self._root(local, attributes)
        element = _Element(local, self._translates(attributes), place, attributes)
        self._stack.append(element)
        if local == "file":
            self._language = attributes.get("target-language", self._main_language)
            self._source_language = attributes.get("source-language", self._main_source_language)
        elif local in CONTENTS and self._parent() in SEGMENTS:
            self._content = _Content(attributes, {"": Folding(self.text)})
            self._read[local] = self._content
        elif local == "note" and self._unit():
            self._note = []
        elif self._content:
            self._inline(element, self._content)

    def end(self, place: Span) -> None:
        element = self._stack.pop()
        if element.name in CONTENTS and self._content and self._parent(0) in SEGMENTS:
            self._content = None
        elif element.attributes.get("mtype") == "seg" and self._content:
            self._content.now = ""
        elif element.name == "note" and self._note is not None:
            self.directions.instruct("".join(self._note), element.place)
            self._note = None
        if element.name in SEGMENTS:
            self._segment(element)
            self._read = {}
        if element.name in UNITS:
            self.directions.close(Span(element.place.start, place.end))

    def data(self, data: str, place: Span) -> None:
        if self._note is not None:
            self._note.append(data)
        if self._content is None or any(e.name in NATIVE_CODES for e in self._stack):
            return
        folding = self._content.folding
        verbatim = bool(self._kept) or any(e.verbatim for e in self._stack)
        if data == self.text[place.start : place.end]:
            folding.take(place.start, place.end, verbatim)
        else:
            folding.put(data, place.start, place.end, verbatim)

    def comment(self, place: Span) -> None:
        words = self.text[place.start : place.end].removeprefix("<!--").removesuffix("-->")
        self.directions.instruct(words, place, self._unit())

    def _root(self, local: str, attributes: Mapping[str, str]) -> None:
        self.version = version = attributes.get("version", "")
        if local != "xliff" or version[:2] not in ("1.", "2."):
            what = f"XLIFF {version}" if local == "xliff" else f"a file of “{local.split()[-1]}”"
            raise MtcheckError(f"{self.path}: not XLIFF 1.2 or 2.x but {what}")
        self._language = self._main_language = attributes.get("trgLang", "")
        self._source_language = self._main_source_language = attributes.get("srcLang", "")

    def _translates(self, attributes: Mapping[str, str]) -> bool:
        told = attributes.get("translate")
        inherited = self._stack[-1].translate if self._stack else True
        return inherited if told is None else told == "yes"

    def _parent(self, above: int = 1) -> str:
        return self._stack[-1 - above].name if len(self._stack) > above else ""

    def _unit(self) -> bool:
        return any(e.name in UNITS for e in self._stack)

    def _inline(self, element: _Element, content: _Content) -> None:
        name, attributes = element.name, element.attributes
        if name == "mrk" and attributes.get("mtype") == "seg":
            content.now = attributes.get("mid", str(len(content.foldings)))
            content.foldings.setdefault(content.now, Folding(self.text))
        elif name == "mrk":
            protected = attributes.get("mtype") == "protected"
            element.verbatim = protected or attributes.get("translate") == "no"
        elif name == "sm" and attributes.get("translate") == "no":
            self._kept.add(attributes.get("id", ""))
        elif name == "em":
            self._kept.discard(attributes.get("startRef", ""))
        elif attributes.get("ctype", attributes.get("subType")) in LINE_BREAKS:
            content.folding.space(element.place.start, element.place.end)

    def _segment(self, element: _Element) -> None:
        """The targets of a segment, each with its source, if they are to be checked."""
        target, source = self._read.get("target"), self._read.get("source")
        if source is None:
            self.directions.remark(element.place.start, f"a {element.name} without a source")
        if target is None:
            self.directions.pass_over(WITHOUT_TARGET)
            return
        why_not = self._why_not(element, target)
        sources = self._read.get("seg-source", source)
        for mid, folding in target.foldings.items():
            folded = folding.build()
            if not folded.text:
                continue
            if why_not:
                self.directions.pass_over(why_not)
                continue
            beside = (
                sources.foldings.get(mid) or source.foldings[""] if sources and source else None
            )
            told = beside.build().text if beside and self._from_russian() else None
            self.blocks.append(Block(folded, source=told or None))

    def _from_russian(self) -> bool:
        language = self._source_language
        if not language or is_russian(language):
            return True
        self.directions.tell(f"the sources are in “{language}”, not in Russian; left out")
        return False

    def _why_not(self, element: _Element, target: _Content) -> str:
        if self._language and not is_english(self._language):
            return f"in another language ({self._language})"
        if not element.translate or element.attributes.get("restype") == PO_HEADER:
            return NOT_TO_BE_TRANSLATED
        state = target.attributes.get("state") or element.attributes.get("state") or ""
        return f"not yet translated (state “{state}”)" if state in NOT_TRANSLATED else ""
