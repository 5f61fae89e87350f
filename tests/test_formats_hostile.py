"""2,000 hostile files through every file format: read or refused in one line, never altered."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import pytest

from mtcheck.document import Document
from mtcheck.formats import decode_document, format_named
from mtcheck.formats.edits import apply_edits
from mtcheck.model import MtcheckError
from mtcheck.plugins import FORMATS, plugins
from tests import hostile
from tests.test_formats_offsets import assert_offsets_hold

NUMBER = 2000
TEXTS = list(hostile.texts(NUMBER))
RUSSIAN = "Министр иностранных дел сказал, что так и есть. " * 20
AROUND = {
    "xliff": "<xliff version='1.2'><file><trans-unit><target>%s</target></trans-unit></file>"
    "</xliff>",
    "tmx": f"<tmx><tu><tuv lang='ru'><seg>{RUSSIAN}</seg></tuv>"
    "<tuv lang='en'><seg>%s</seg></tuv></tu></tmx>",
    "po": f'msgid "{RUSSIAN}"\nmsgstr "%s"\n',
    "csv": f'ru,en\n{RUSSIAN.replace(",", "")},"%s"\n',
    "tsv": f"ru\ten\n{RUSSIAN}\t%s\n",
    "jsonl": f'{{"ru": "{RUSSIAN}", "en": "%s"}}\n',
}
"""The formats in which a text alone is nothing."""


def read(name: str, raw: bytes) -> Document | str:
    try:
        return decode_document(raw, "a.txt", format=name)
    except MtcheckError as error:
        return str(error)


@pytest.mark.parametrize("name", sorted(plugins(FORMATS)))
def test_hostile_files_are_read_or_refused(name: str) -> None:
    outcomes: Counter[str] = Counter()
    for text in TEXTS:
        text = AROUND.get(name, "%s").replace("%s", text)
        raw = text.encode("utf-8", "surrogatepass")
        document = read(name, raw)
        if isinstance(document, str):
            assert document.startswith("a.txt: ")
            assert len(document.splitlines()) == 1
            outcomes["refused"] += 1
            continue
        assert_offsets_hold(document)
        assert format_named(name).write(document, []) == raw
        for segment in document.segments[:1]:
            with suppress(MtcheckError):
                place = segment.to_document(0, len(segment.text))
                edits = format_named(name).text_edits(document, [(place, "<b>&\"'")])
                decode_document(apply_edits(document.text, edits).encode(), "a.txt", format=name)
        outcomes["read"] += 1
    assert outcomes["read"] > (50 if name in AROUND else 500)
    assert outcomes["refused"] > 100
