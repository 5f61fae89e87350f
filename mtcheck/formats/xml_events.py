"""What an XML file holds, in order, each piece with its place in the file's text.

Parsed by Expat with the guards of defusedxml: no entity is declared, nothing is fetched, neither a
DTD nor what XInclude names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from mtcheck.model import MtcheckError, Span

DEEPEST = 200
XINCLUDE = "http://www.w3.org/2001/XInclude include"


class XmlHandler(Protocol):
    """Is told what comes; names are ``namespace local``, or ``local`` outside namespaces.

    Places are spans of the text in code points.
    """

    def start(self, name: str, attributes: Mapping[str, str], place: Span) -> None:
        """A start tag stands at ``place``; of an empty element an end follows."""
        ...

    def end(self, place: Span) -> None: ...

    def data(self, data: str, place: Span) -> None:
        """Text; a line break, a reference and a run of plain characters come one by one."""
        ...

    def comment(self, place: Span) -> None: ...


def read_xml(text: str, path: str, handler: XmlHandler) -> None:
    """Parse an XML document that is decoded already, whatever encoding it declares.

    A document type that only names a DTD is passed over. Raises ``MtcheckError``, with the line,
    for what is not well-formed, for declarations inside the document type, XInclude, and
    elements inside each other more than ``DEEPEST`` deep.
    """
    _Reading(text, path, handler).run()


class _Reading:
    def __init__(self, text: str, path: str, handler: XmlHandler) -> None:
        self._text, self._path, self._handler = text, path, handler
        self._raw = text.encode("utf-8")
        self._bytes = self._characters = 0
        self._in_cdata = False
        self._depth = 0
        self._parser = parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.buffer_text = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.CommentHandler = self._comment
        parser.StartCdataSectionHandler = lambda: self._cdata(True)
        parser.EndCdataSectionHandler = lambda: self._cdata(False)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._refuse
        parser.UnparsedEntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        parser.SkippedEntityHandler = self._refuse

    def run(self) -> None:
        try:
            self._parser.Parse(self._raw, True)
        except expat.ExpatError as error:
            raise self._error(error.lineno, _told(error, self._line(error.lineno))) from None

    def _error(self, line: int, problem: str) -> MtcheckError:
        return MtcheckError(f"{self._path}: line {line}: {problem}")

    def _line(self, number: int) -> str:
        lines = self._raw.decode("utf-8").split("\n")
        return lines[number - 1] if number <= len(lines) else ""

    def _refuse(self, *_: object) -> NoReturn:
        raise self._error(
            self._parser.CurrentLineNumber,
            "declares entities or a document type of its own, which mtcheck does not follow; "
            "write the characters",
        )

    def _doctype(
        self, _name: str, _system: str | None, _public: str | None, has_declarations: bool
    ) -> None:
        if has_declarations:
            self._refuse()

    def _at(self) -> int:
        """Where the current event starts, in code points; events come in order."""
        here = self._parser.CurrentByteIndex
        self._characters += len(self._raw[self._bytes : here].decode("utf-8"))
        self._bytes = here
        return self._characters

    def _tag(self) -> Span:
        start = self._at()
        end, quote = start, ""
        while quote or self._text[end] != ">":
            sign = self._text[end]
            quote = "" if sign == quote else quote or (sign if sign in "\"'" else "")
            end += 1
        return Span(start, end + 1)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            line = self._parser.CurrentLineNumber
            raise self._error(line, f"elements stand more than {DEEPEST} deep inside each other")
        if name == XINCLUDE:
            line = self._parser.CurrentLineNumber
            raise self._error(line, "includes another file (XInclude), which mtcheck does not read")
        self._handler.start(name, attributes, self._tag())

    def _end(self, _: str) -> None:
        self._depth -= 1
        start = self._at()
        self._handler.end(Span(start, self._text.index(">", start) + 1))

    def _comment(self, _: str) -> None:
        start = self._at()
        self._handler.comment(Span(start, self._text.index("-->", start) + 3))

    def _cdata(self, inside: bool) -> None:
        self._in_cdata = inside

    def _data(self, data: str) -> None:
        start = self._at()
        end = start + len(data)
        sign = self._text[start]
        if sign == "&" and not self._in_cdata:
            end = self._text.index(";", start) + 1
        elif sign == "\r":
            end = start + (2 if self._text.startswith("\r\n", start) else 1)
        self._handler.data(data, Span(start, end))


def _told(error: expat.ExpatError, line: str) -> str:
    problem = expat.ErrorString(error.code)
    if "mtcheck" in line and "--" in line:
        return "an XML comment may not hold “--”; write “—” before the reason"
    return f"not well-formed XML: {problem}"
