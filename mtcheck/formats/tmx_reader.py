"""From the elements of a TMX file to blocks of prose with their source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mtcheck.formats.blocks import Block
from mtcheck.formats.folding import Folding
from mtcheck.formats.languages import is_english, is_russian
from mtcheck.formats.units import WITHOUT_SOURCE, UnitDirections, legible
from mtcheck.model import MtcheckError, Span

NATIVE_CODES = ("bpt", "ept", "ph", "it", "ut")
"""Elements whose text is code of the original format, that of ``sub`` in them included."""
LINE_BREAKS = ("lb", "br", "x-br", "x-html-br")
XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
WITHOUT_ENGLISH = "without English"
MOST_LANGUAGES = 5


@dataclass
class TmxReader:
    """Takes the events of one file; see ``XmlHandler``."""

    text: str
    path: str
    blocks: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.directions = UnitDirections(self.text)
        self._stack: list[tuple[str, Span]] = []
        self._language = ""
        self._variants: list[tuple[str, Folding]] = []
        self._folding: Folding | None = None
        self._note: list[str] | None = None
        self._languages: dict[str, None] = {}

    def start(self, name: str, attributes: Mapping[str, str], place: Span) -> None:
        local = name.rpartition(" ")[2]
        if not self._stack and local != "tmx":
            raise MtcheckError(f"{self.path}: not TMX but a file of “{local}”")
        self._stack.append((local, place))
        if local == "tuv":
            self._language = attributes.get(XML_LANG, attributes.get("lang", ""))
            self._languages[self._language] = None
        elif local == "seg" and self._inside("tuv"):
            self._folding = Folding(self.text)
            self._variants.append((self._language, self._folding))
        elif local == "note":
            self._note = []
        elif self._folding and attributes.get("type") in LINE_BREAKS:
            self._folding.space(place.start, place.end)

    def end(self, place: Span) -> None:
        local, opened = self._stack.pop()
        if local == "seg":
            self._folding = None
        elif local == "note" and self._note is not None:
            self.directions.instruct("".join(self._note), opened, self._inside("tu"))
            self._note = None
        elif local == "tu":
            self._unit()
            self.directions.close(Span(opened.start, place.end))

    def data(self, data: str, place: Span) -> None:
        if self._note is not None:
            self._note.append(data)
        if self._folding is None or any(name in NATIVE_CODES for name, _ in self._stack):
            return
        if data == self.text[place.start : place.end]:
            self._folding.take(place.start, place.end)
        else:
            self._folding.put(data, place.start, place.end)

    def comment(self, place: Span) -> None:
        words = self.text[place.start : place.end].removeprefix("<!--").removesuffix("-->")
        self.directions.instruct(words, place, self._inside("tu"))

    def assert_both_languages(self) -> None:
        """Raises ``MtcheckError`` for a file that has units, but not in English and Russian."""
        told = legible(", ".join(list(self._languages)[:MOST_LANGUAGES])) or "none"
        for wanted, is_there in (("English", is_english), ("Russian", is_russian)):
            if self._languages and not any(map(is_there, self._languages)):
                raise MtcheckError(
                    f"{self.path}: no {wanted} in this translation memory (its languages: {told})"
                )

    def _inside(self, name: str) -> bool:
        return any(opened == name for opened, _ in self._stack)

    def _unit(self) -> None:
        russian = next((f for language, f in self._variants if is_russian(language)), None)
        english = [f for language, f in self._variants if is_english(language)]
        source = russian.build().text if russian else ""
        if not english:
            self.directions.pass_over(WITHOUT_ENGLISH)
        for folding in english:
            if source:
                self.blocks.append(Block(folding.build(), source=source))
            else:
                self.directions.pass_over(WITHOUT_SOURCE)
        self._variants.clear()
