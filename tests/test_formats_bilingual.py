"""TMX, PO, CSV, TSV and JSON Lines: what is read, what is passed over, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mtcheck.config import load_config
from mtcheck.document import Document
from mtcheck.formats import collect, decode_document, format_named, read_document, read_text
from mtcheck.model import MtcheckError
from tests.command_line import RULES_ONLY, Ran, assert_one_line
from tests.test_formats_offsets import assert_offsets_hold

HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def pairs(document: Document) -> list[tuple[str, str | None]]:
    assert_offsets_hold(document)
    return [(segment.text, segment.source) for segment in document.segments]


def left_alone(document: Document) -> list[str]:
    return [s.text[v.start : v.end] for s in document.segments for v in s.verbatim]


def suppressed(document: Document) -> list[tuple[str, str, str]]:
    return [
        (s.rule, document.text[s.span.start : s.span.end], s.reason)
        for s in document.suppressions
        if s.span
    ]


def tmx(*units: str, head: str = "") -> str:
    return f"{head}<tmx version='1.4'><header srclang='ru'/><body>{''.join(units)}</body></tmx>"


def unit(*variants: tuple[str, str], before: str = "") -> str:
    inside = "".join(f"<tuv xml:lang='{lang}'><seg>{seg}</seg></tuv>" for lang, seg in variants)
    return f"<tu>{before}{inside}</tu>"


def test_the_english_of_a_tmx_is_the_target_on_either_side() -> None:
    text = tmx(
        unit(("ru-RU", "Да, <bpt i='1'>&lt;b></bpt>он<ept i='1'/> сказал."), ("en_US", "He said.")),
        unit(("EN", "He <hi>left</hi> the<ph>x <sub>y</sub></ph>town."), ("RU", "Он ушёл.")),
        unit(("en", "Only this"), ("de", "Nur dies")),
        unit(("ru", "Только"), ("de", "Nur")),
        head="<?xml version='1.0'?><!DOCTYPE tmx SYSTEM 'tmx14.dtd'>",
    )
    document = read_text(text, "a.tmx", "tmx")
    assert pairs(document) == [
        ("He said.", "Да, он сказал."),
        ("He left thetown.", "Он ушёл."),
    ]
    assert document.notes == (
        "1 segment without a Russian source, passed over",
        "1 segment without English, passed over",
    )


def test_instructions_of_a_tmx() -> None:
    note = "<note>mtcheck: ignore syntax — as printed</note>"
    text = tmx(
        unit(("ru", "Да."), ("en", "Yes, it is."), before=note),
        "<!-- mtcheck: ignore calques — old -->",
        unit(("ru", "Нет."), ("en", "No, it is not.")),
    )
    found = suppressed(read_text(text, "a.tmx", "tmx"))
    assert [(rule, "Yes" in words, reason) for rule, words, reason in found] == [
        ("syntax", True, "as printed"),
        ("calques", False, "old"),
    ]


def test_po_with_plurals_contexts_states_and_placeholders() -> None:
    text = HEADER + (
        '#. mtcheck: ignore calques -- because\n#, python-format\nmsgctxt "menu"\n'
        'msgid "Министр «%s» уехал"\nmsgstr ""\n"The foreign <b>\\"%s\\"</b> "\n'
        '"said\\nit &amp; left."\n\n'
        'msgid "файл"\nmsgid_plural "файлов"\nmsgstr[0] "a file here"\nmsgstr[1] "files here"\n\n'
        '#, fuzzy\n#| msgid "было"\nmsgid "стало"\nmsgstr "it was so"\n'
        '#, fuzzy\nmsgid "ново"\nmsgstr "it is new"\nmsgid "пусто"\nmsgstr ""\n'
        '#~ msgid "старое"\n#~ msgstr "old"\n'
    )
    document = read_text(text, "a.po", "po")
    assert pairs(document) == [
        ('The foreign "%s" said it & left.', "Министр «%s» уехал"),
        ("a file here", "файл"),
        ("files here", "файлов"),
        ("it is new", "ново"),
    ]
    assert left_alone(document) == ["%s"]
    assert document.notes == (
        "1 segment fuzzy (of an earlier source), passed over",
        "1 segment without a target, passed over",
        "1 segment obsolete, passed over",
    )
    ((rule, words, reason),) = suppressed(document)
    assert (rule, reason) == ("calques", "because")
    assert words.startswith("#. mtcheck")
    assert words.endswith('left."')


def test_the_charset_of_a_po_is_heeded() -> None:
    text = HEADER.replace("UTF-8", "windows-1251") + 'msgid "Да"\nmsgstr "Yes, so"\n'
    document = decode_document(text.encode("cp1251"), "a.po")
    assert pairs(document) == [("Yes, so", "Да")]
    assert format_named("po").write(document, []) == text.encode("cp1251")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('id,ru,en\n1,"Он, да","He ""left"", yes"\n', ('He "left", yes', "Он, да")),
        ("source;target\nДа, так;Yes, so, it is\n", ("Yes, so, it is", "Да, так")),
        ("mt|src\nYes, so|Да\n", ("Yes, so", "Да")),
        ("text_en\ttext_ru\nYes, so\tДа\n", ("Yes, so", "Да")),
        ('Да;"Yes,\n so"\nНет;No, so\n', ("Yes, so", "Да")),
        ("\ufeffSource Text,Target Text\r\nДа,Yes it is\r\n", ("Yes it is", "Да")),
        ('ru,en\nДа,"Yes, 5"" long"\n', ('Yes, 5" long', "Да")),
        ('"location","source","target"\n"","Да","Yes, so"\n', ("Yes, so", "Да")),
    ],
)
def test_columns_of_a_csv(text: str, expected: tuple[str, str]) -> None:
    document = decode_document(text.encode(), "a.csv")
    assert pairs(document)[0] == expected
    assert format_named("csv").write(document, []) == text.encode()


def test_a_tsv_s_quotation_marks_are_words_unless_they_enclose() -> None:
    plain = 'ru\ten\nДа\t"Yes," he said.\nНет\t"No, no."\n'
    assert [t for t, _ in pairs(read_text(plain, "a.tsv", "tsv"))] == [
        '"Yes," he said.',
        '"No, no."',
    ]
    enclosing = 'ru\ten\nДа\t"""Yes,"" he\nsaid."\nНет\t"No, no."\n'
    assert [t for t, _ in pairs(read_text(enclosing, "a.tsv", "tsv"))] == [
        '"Yes," he said.',
        "No, no.",
    ]


def test_columns_that_are_named(tmp_path: Path) -> None:
    text = "a,b,c\nДа,Yes one,Yes two\n"
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    for columns, expected in (("a,c", "Yes two"), ("1,2", "Yes one")):
        document = read_document(path, columns=columns)
        assert pairs(document)[-1] == (expected, "Да")
        again = format_named(document.format).read(text.encode(), str(path), None)
        assert pairs(again) == pairs(document)
    with pytest.raises(MtcheckError, match=r"a\.csv: no column “x”; there are a, b, c"):
        read_document(path, columns="x,b")
    with pytest.raises(MtcheckError, match="“a” names no two columns"):
        read_document(path, columns="a")


def test_columns_of_the_settings(tmp_path: Path) -> None:
    settings = tmp_path / "mtcheck.toml"
    settings.write_text('columns = "a,c"', "utf-8")
    assert load_config(settings).columns == "a,c"


def test_a_note_column_holds_instructions() -> None:
    text = "ru,en,note\nДа,Yes it is,mtcheck: ignore syntax — ours\nНет,No it is not,\n"
    ((rule, words, reason),) = suppressed(read_text(text, "a.csv", "csv"))
    assert (rule, reason) == ("syntax", "ours")
    assert words.startswith("Да,Yes")


def test_json_lines_with_nested_keys_escapes_and_paragraphs() -> None:
    text = (
        '{"type": "head"}\n'
        '{"translation": {"ru": "Да \\"X\\"\\n\\nНет", "en": "Yes \\u201cX\\u201d '
        "\\ud83d\\ude00 it is"
        '\\n\\nno <b>it</b> isn\'t"}, "note": "mtcheck: ignore syntax", "en": ["not this"]}\n\n'
    )
    document = read_text(text, "a.jsonl", "jsonl")
    assert pairs(document) == [("Yes “X” 😀 it is", 'Да "X"'), ("no it isn't", "Нет")]
    assert document.notes == ("1 segment without a target, passed over",)
    assert [rule for rule, _, _ in suppressed(document)] == ["syntax"]


def test_paragraphs_without_partners_stay_one() -> None:
    text = '{"ru": "Да.\\nНет.\\nМожет быть.", "en": "Yes, so.\\nNo, not so."}'
    assert pairs(read_text(text, "a.jsonl", "jsonl")) == [
        ("Yes, so. No, not so.", "Да. Нет. Может быть.")
    ]


REFUSED = [
    ("tmx", "<html/>", "not TMX but a file of “html”"),
    (
        "tmx",
        tmx(unit(("en", "A"), ("de", "B"))),
        r"no Russian in this .* \(its languages: en, de\)",
    ),
    ("tmx", tmx(unit(("ru", "A"), ("de", "B"))), "no English in this translation memory"),
    ("tmx", "<!DOCTYPE a [<!ENTITY b 'c'>]><tmx>&b;</tmx>", "line 1: declares entities"),
    ("tmx", "<tmx><body>\n<tu>", "line 2: not well-formed XML"),
    ("po", "hello\n", "line 1: not PO: “hello” is no comment, keyword or string"),
    ("po", '\nmsgid "a\n', 'line 2: not PO: “msgid "a” is no comment'),
    ("po", 'msgid "a"\nmsgid "b"\nmsgid "c"\nmsgstr', "line 4: not PO"),
    ("po", 'msgid "да"\nmsgstr "b"\nmsgstr "c"\n', "line 3: not PO: msgstr twice in one entry"),
    ("po", 'msgstr "b"\n', "line 1: not PO: msgstr without a msgid"),
    ("po", HEADER.replace("en", "ru"), "a translation into “ru”, not into English"),
    ("po", 'msgid "Yes"\nmsgstr "Ja"\n', "its msgids are not Russian"),
    ("po", 'msgid "Да"\nmsgstr "Нет"\n', "its translations are in Russian"),
    ("csv", "a,b\n1,2\n", "no columns of Russian and English among “a, b”; .* --columns"),
    ("csv", 'ru,en\nДа,Yes\nНет,"No\n', "line 3: a quotation mark opens a cell and does not end"),
    ("csv", 'ru,en\nДа,"Yes" so\n', "line 2: a quotation mark"),
    ("csv", "ru,en\nYes it is,Ja\n", "its sources are not Russian"),
    ("csv", "ru,en\nДа,Так и есть\n", "its translations are in Russian"),
    (
        "jsonl",
        '{"ru": "a", "en": "b"}\n{"ru": \n',
        "line 2: not JSON: Expecting value at character 8",
    ),
    ("jsonl", "\n[1]\n", "line 2: not an object with keys"),
    ("jsonl", '{"a": "b"}\n', "no keys of Russian and English among “a”"),
    ("jsonl", "[" * 100_000, "line 1: values stand too deep"),
]


@pytest.mark.parametrize(("name", "text", "message"), REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(name: str, text: str, message: str) -> None:
    with pytest.raises(MtcheckError, match=message) as caught:
        read_text(text, f"a.{name}", name)
    assert str(caught.value).startswith(f"a.{name}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["tmx", "po", "csv", "tsv", "jsonl"])
def test_an_empty_file_has_no_text(name: str) -> None:
    assert decode_document(b"", f"a.{name}").notes == ("no text",)


@pytest.mark.parametrize("name", ["po", "csv", "jsonl"])
def test_nul_bytes_are_refused(name: str) -> None:
    with pytest.raises(MtcheckError, match="binary"):
        decode_document(b"ru,en\n\0,\0\n", f"a.{name}")


def test_a_folder_gives_memories_and_catalogues_but_no_tables(tmp_path: Path) -> None:
    for name in ("a.tmx", "b.po", "c.csv", "d.tsv", "e.jsonl", "f.xlf"):
        (tmp_path / name).write_text("", "utf-8")
    assert [p.name for p in collect([tmp_path])] == ["a.tmx", "b.po", "f.xlf"]
    assert [p.name for p in collect([tmp_path / "c.csv"])] == ["c.csv"]


RUSSIAN = "Так сказал министр иностранных дел Лавров."
ENGLISH = "The foreign Minister Lavrov said so."
FILES = {
    "a.tmx": tmx(unit(("ru", RUSSIAN), ("en", ENGLISH))),
    "a.po": f'{HEADER}msgid "{RUSSIAN}"\nmsgstr "{ENGLISH}"\n',
    "a.csv": f"ru,en\n{RUSSIAN},{ENGLISH}\n",
    "a.tsv": f"ru\ten\n{RUSSIAN}\t{ENGLISH}\n",
    "a.jsonl": f'{{"ru": "{RUSSIAN}", "en": "{ENGLISH}"}}\n',
}


@pytest.mark.parametrize("name", FILES)
def test_every_command_that_changes_files(
    name: str, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    path = tmp_path / name
    text = FILES[name]
    path.write_text(text, "utf-8")
    patch = run("check", path, "--diff-only", *RULES_ONLY)
    assert patch.code == 1
    assert "foreign minister" in patch.out.lower()
    assert path.read_text("utf-8") == text
    assert "fixed 1 in 1 of 1 files" in run("check", path, "--fix", *RULES_ONLY).err
    assert path.read_text("utf-8") == text.replace("foreign Minister", "Foreign Minister")


def test_the_columns_of_the_command_line(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "x,y\nТак сказал министр иностранных дел Лавров.,The foreign Minister Lavrov said so.\n",
        "utf-8",
    )
    assert "institutions/" in run("check", path, "--columns", "x,y", *RULES_ONLY).out
    assert_one_line(run("check", path, "--columns", "x", *RULES_ONLY), "names no two columns")
