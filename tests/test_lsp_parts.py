"""Parts of the language server: positions, buffers, settings files, actions, options."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol.types import Position
from pygls.uris import to_fs_path

from mtcheck import Checker, Config
from mtcheck.document import Document
from mtcheck.formats import read_text
from mtcheck.learned import Learned
from mtcheck.model import Finding, MtcheckError, Origin, Severity, Span
from mtcheck.plugins import DETECTORS, plugins
from mtcheck.review.lsp.actions import fix_all, leaving_alone, replacements
from mtcheck.review.lsp.buffers import Buffer, Found
from mtcheck.review.lsp.carried import with_carried
from mtcheck.review.lsp.diagnostics import hover_text
from mtcheck.review.lsp.examiner import Examiner
from mtcheck.review.lsp.options import Options
from mtcheck.review.lsp.positions import Positions
from mtcheck.review.lsp.rule_links import RuleLinks
from mtcheck.review.lsp.settings_file import settings_file, with_entry
from tests.factories import document, finding, judged

ENCODINGS = ["utf-8", "utf-16", "utf-32"]
ALL_BUT_GRAMMAR = Config(detectors=frozenset(set(plugins(DETECTORS)) - {"grammar", "comet"}))
EXAMINER, CHECKER = Examiner(ALL_BUT_GRAMMAR), Checker(ALL_BUT_GRAMMAR)
FAST = Config(detectors=frozenset({"patterns", "transliteration", "scripts"}))
PACK = """\
- id: house/gruzdev
  title: Not our word
  category: style/awkward
  severity: minor
  message: "“{text}” is not our word."
  match: {regex: "gruzdev"}
  examples:
    bad: ["The [[gruzdev]] came."]
    good: ["The mushroom came."]
"""
GARBLED = "The Americans otrulivaet aside, said the foreign Minister."


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 7), ("utf-16", 4), ("utf-32", 3)])
def test_a_character_is_what_was_agreed(encoding: str, character: int) -> None:
    positions = Positions("one\n😀Я word", encoding)
    assert positions.position(7) == Position(1, character)
    assert positions.offset(Position(1, character)) == 7


@given(
    text=st.text("aЯ😀\n\r\u2028\x0b ", max_size=30),
    encoding=st.sampled_from(ENCODINGS),
    data=st.data(),
)
def test_there_and_back(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    if text[offset - 1 : offset + 1] == "\r\n":
        offset += 1
    positions = Positions(text, encoding)
    assert positions.offset(positions.position(offset)) == offset


def test_positions_outside_mean_the_nearest_inside() -> None:
    positions = Positions("ab\ncd", "utf-16")
    assert positions.offset(Position(0, 99)) == 2
    assert positions.offset(Position(9, 0)) == 5
    assert Positions("😀x", "utf-16").offset(Position(0, 1)) == 0


@pytest.mark.parametrize(
    ("uri", "language", "name"),
    [
        ("file:///a/b.md", "plaintext", "markdown"),
        ("untitled:Untitled-1", "markdown", "markdown"),
        ("untitled:Untitled-1", "plaintext", "text"),
        ("untitled:Untitled-1", "python", "text"),
    ],
)
def test_the_format_is_that_of_the_file_or_of_the_language(
    uri: str, language: str, name: str
) -> None:
    assert Buffer(uri, "", 1, language).format == name


def test_only_changed_paragraphs_are_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.review.lsp import examiner as module

    parsed: list[str] = []
    real = module.parse

    def counting(texts: list[str]) -> object:
        parsed.extend(texts)
        return real(texts)

    monkeypatch.setattr(module, "parse", counting)
    examiner = Examiner(FAST)
    paragraphs = ["Nothing is wrong here, he said.", "Nor is it there, she added later."]
    before = "\n\n".join([*paragraphs, GARBLED])
    list(examiner.steps(Buffer("file:///a.txt", before, 1), lambda: True))
    assert parsed == [*paragraphs, GARBLED]
    parsed.clear()
    after = "\n\n".join([paragraphs[0], "A new paragraph stands here today.", GARBLED])
    *_, last = examiner.steps(Buffer("file:///a.txt", after, 2), lambda: True)
    assert parsed == ["A new paragraph stands here today."]
    whole = Checker(FAST).check_text(after, path="/a.txt")
    assert last.report.findings == whole.findings


def test_only_changed_paragraphs_are_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.detectors.scripts import Scripts

    looked_at: list[str] = []
    real = Scripts.detect_alone

    def counting(self: Scripts, document: Document) -> Iterator[Finding]:
        looked_at.extend(segment.text for segment in document.segments)
        return real(self, document)

    monkeypatch.setattr(Scripts, "detect_alone", counting)
    examiner = Examiner(FAST)
    paragraphs = ["The мир agency said so, he said.", "Nor is it there, she added later."]
    list(examiner.steps(Buffer("file:///a.txt", "\n\n".join(paragraphs), 1), lambda: True))
    assert looked_at == paragraphs
    looked_at.clear()
    after = "\n\n".join(["Quite new is this one here.", *paragraphs, paragraphs[0]])
    *_, last = examiner.steps(Buffer("file:///a.txt", after, 2), lambda: True)
    assert looked_at == ["Quite new is this one here."]
    found = [f.span.start for f in last.report.findings if f.text == "мир"]
    assert found == [after.index("мир"), after.rindex("мир")]


MARKDOWN = [
    "# Lavrov called the talks “futile gathering”",
    GARBLED,
    "![The мир agency](a.png) reported about the fact of fire.",
    "About this said *Lavrov* &amp; his otrulivaet friends.",
    "- In Novosibirsk was found a taxi\n- Of the foreign Minister not a word",
    "The satellite channel is on the air of the channel.",
    "Lavrof said so. Lavrov came with Lavrovym to the meeting.",
]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(st.sampled_from(MARKDOWN), max_size=6), min_size=2, max_size=4))
def test_what_is_remembered_is_what_would_be_found(versions: list[list[str]]) -> None:
    for number, paragraphs in enumerate(versions):
        text = "\n\n".join(paragraphs)
        *_, last = EXAMINER.steps(Buffer("file:///a.md", text, number), lambda: True)
        assert last.report.findings == CHECKER.check_text(text, "/a.md", "markdown").findings


def test_what_is_remembered_of_a_source_stands_where_it_does_now() -> None:
    units = [
        ("Погибли 12 человек.", "Died 21 people."),
        ("Он не пришёл домой.", "He came home."),
    ]
    for order in (units, units[::-1], [*units, *units]):
        text = xliff(order)
        *_, last = EXAMINER.steps(Buffer("file:///a.xlf", text, 1), lambda: True)
        whole = CHECKER.check_text(text, "/a.xlf", "xliff").findings
        assert last.report.findings == whole
        assert any(f.source_text for f in whole)


def xliff(units: list[tuple[str, str]]) -> str:
    body = "".join(
        f'<trans-unit id="{n}"><source>{source}</source><target>{target}</target></trans-unit>'
        for n, (source, target) in enumerate(units)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        '<file original="a" datatype="plaintext" source-language="ru" target-language="en">'
        f"<body>{body}</body></file></xliff>\n"
    )


def test_a_stale_check_stops() -> None:
    examiner = Examiner(FAST)
    assert list(examiner.steps(Buffer("file:///a.txt", GARBLED, 1), lambda: False)) == []


def found_in(text: str, uri: str) -> tuple[Found, Buffer]:
    buffer = Buffer(uri, text, 1)
    *_, found = Examiner(FAST).steps(buffer, lambda: True)
    return found, buffer


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "text",
    [GARBLED, f"{GARBLED}\n", f"# A heading\n\nBefore.\n\n{GARBLED}\n\nAnd {GARBLED}\n"],
)
def test_what_is_ignored_is_silent_and_the_rest_is_not(name: str, text: str) -> None:
    found, buffer = found_in(text, f"file:///{name}")
    first = next(f for f in found.report.findings if f.text == "otrulivaet")
    (action,) = [
        action
        for action in leaving_alone(found, buffer, first.span, ())
        if first.rule in action.title
    ]
    changed = applied(buffer, action)
    again, _ = found_in(changed, f"file:///{name}")
    left = [f for f in again.report.findings if f.rule == first.rule]
    expected = text.count("otrulivaet") - 1 if name == "a.md" else 0
    assert len(left) == expected
    assert [f.rule for f in again.report.findings if f.rule != first.rule] == [
        f.rule for f in found.report.findings if f.rule != first.rule
    ]
    assert not again.report.notes


def test_a_replacement_gives_the_corrected_text() -> None:
    found, buffer = found_in("😀 He met the foreign Minister.\n", "file:///a.txt")
    (capital,) = found.report.findings
    actions = list(replacements(found, buffer, Span(capital.span.start, capital.span.start), ()))
    assert applied(buffer, actions[0]) == "😀 He met the foreign minister.\n"


def test_safe_fixes_are_applied_together_and_never_over_each_other() -> None:
    text = "one two three"
    safe = {"safe_fix": True, "suggestions": ("X",)}
    findings = [
        finding(0, 3, rule="a/one", **safe),
        finding(4, 7, rule="a/two", suggestions=("Y",)),
        finding(8, 13, rule="a/three", **safe),
    ]
    buffer = Buffer("file:///a.txt", text, 1)
    action = fix_all(Found(document(text), judged(text, *findings), True), buffer)
    assert action is not None
    assert applied(buffer, action) == "X two X"
    none = fix_all(Found(document(text), judged(text, findings[1]), True), buffer)
    assert none is None


def applied(buffer: Buffer, action: object) -> str:
    """The buffer's text after the edits of an action."""
    edit = action.edit  # type: ignore[attr-defined]
    text = buffer.text
    for change in sorted(
        edit.changes[buffer.uri], key=lambda e: -buffer.positions.offset(e.range.start)
    ):
        span = buffer.positions.span(change.range)
        text = text[: span.start] + change.new_text + text[span.end :]
    return text


def test_hover_tells_the_russian_and_nothing_in_it_is_markup() -> None:
    origin = Origin("отруливает", "отруливать", "VERB", ("3per",), gloss="steers <b>away</b>")
    text = hover_text(
        finding(
            0, 4, message="“*x*” is [no](word)", origin=origin, severity=Severity.CRITICAL,
            suggestions=("steers away",),
        )
    )  # fmt: skip
    assert "отруливает" in text
    assert "отруливать" in text
    assert r"steers \<b\>away" in text
    assert r"\*x\*" in text
    assert r"\[no\]" in text
    assert "critical" in text


def test_hover_shows_the_words_of_the_source_that_a_finding_is_held_against() -> None:
    source = "Всего\n  пять *человек* пришли."
    held = finding(0, 3, source_span=Span(0, source.index(" пришли")))
    assert r"Source: «Всего пять \*человек\*»" in hover_text(held, source)
    assert "Source" not in hover_text(held)
    assert "Source" not in hover_text(finding(0, 3), source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'disable = ["calques/x"]\n'),
        (
            '# ours\ndisable = [\n  "a", # why\n]\n',
            '# ours\ndisable = [\n  "a", # why\n  "calques/x",\n]\n',
        ),
        ('disable = ["calques/x"]\n', 'disable = ["calques/x"]\n'),
        ('[severity]\n"a/b" = "minor"\n', 'disable = ["calques/x"]\n[severity]\n"a/b" = "minor"\n'),
    ],
)  # fmt: skip
def test_an_entry_is_added_and_all_else_stays(before: str, after: str, tmp_path: Path) -> None:
    from mtcheck.config import load_config

    file = tmp_path / "mtcheck.toml"
    changed = with_entry(before, file, "disable", "calques/x")
    assert changed.replace("\n\n", "\n") == after
    file.write_text(changed)
    assert "calques/x" in load_config(file).disable


def test_an_entry_in_a_project_file_goes_into_our_table(tmp_path: Path) -> None:
    from mtcheck.config import load_config

    file = tmp_path / "pyproject.toml"
    before = '[project]\nname = "x"\n\n[tool.other]\na = 1\n'
    changed = with_entry(before, file, "glossary", "zampolit")
    assert changed.startswith(before)
    file.write_text(changed)
    assert load_config(file).glossary == ("zampolit",)


@pytest.mark.parametrize("text", ["disable = 3", "disable = ["])
def test_a_settings_file_nobody_can_follow_is_an_error(text: str, tmp_path: Path) -> None:
    with pytest.raises(MtcheckError, match=r"mtcheck\.toml"):
        with_entry(text, tmp_path / "mtcheck.toml", "disable", "x")


def test_the_settings_file_is_the_one_that_governs_else_one_of_the_workspace(
    tmp_path: Path,
) -> None:
    inner = tmp_path / "desk"
    inner.mkdir()
    assert settings_file(inner, tmp_path) == tmp_path / "mtcheck.toml"
    assert settings_file(inner, None) == inner / "mtcheck.toml"
    (inner / "mtcheck.toml").touch()
    assert settings_file(inner, tmp_path) == inner / "mtcheck.toml"


def test_options_go_over_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "mtcheck.toml").write_text('disable = ["a/b"]\nfail-on = "minor"\n')
    options = Options.of({"pedantic": True, "disable": ["c"], "grammar": False, "debounce": None})
    config = options.config_for(tmp_path, None)
    assert config.disable == {"a/b", "c"}
    assert config.pedantic
    assert config.fail_on is Severity.MINOR
    assert config.detectors is not None
    assert "grammar" not in config.detectors


@pytest.mark.parametrize(
    ("given", "message"),
    [({"pedantc": True}, "did you mean “pedantic”"), ({"debounce": "soon"}, "milliseconds")],
)
def test_options_nobody_knows_are_errors(given: dict[str, object], message: str) -> None:
    with pytest.raises(MtcheckError, match=message):
        Options.of(given)


def test_a_term_of_the_glossary_may_be_wrapped() -> None:
    text = "He met Vassily\nPupkin."
    at = finding(7, 21, rule="names/two-spellings")
    assert judged(text, at).findings
    assert not judged(text, at, config=Config(glossary=("Vassily Pupkin",))).findings
    learned = Learned(names={"Vassily Pupkin": "Anna"})
    assert not judged(text, at, config=Config(learned=learned)).findings


def test_a_term_of_the_glossary_is_not_reported() -> None:
    approved = Config(detectors=FAST.detectors, glossary=("otrulivaet",))
    rules = [f.rule for f in Checker(FAST).check_text(GARBLED).findings]
    left = [f.rule for f in Checker(approved).check_text(GARBLED).findings]
    assert "untranslated/transliterated-word" in rules
    assert left == [rule for rule in rules if rule != "untranslated/transliterated-word"]


def test_slow_detectors_are_still_heard_of_paragraphs_that_are_the_same() -> None:
    wrong = "He go home, she said."
    old = f"{wrong}\n\nAll of it was quiet.\n\n{wrong}\n"
    slow = {"detector": "grammar"}
    first = finding(old.index("go"), old.index("go") + 2, rule="grammar/a", **slow)
    gone = finding(old.index("quiet"), old.index("quiet") + 5, rule="grammar/b", **slow)
    second = finding(old.rindex("she"), old.rindex("she") + 3, rule="grammar/c", **slow)
    quick = finding(old.index("home"), old.index("home") + 4)
    before = Found(read_text(old), judged(old, first, gone, second, quick), True)
    new = f"New here.\n\n{wrong}\n\nAll of it was loud.\n\n{wrong}\n"
    again = finding(new.rindex("she"), new.rindex("she") + 3)
    nothing, overlap = judged(new), judged(new, again)
    carried = with_carried(Found(read_text(new), nothing, False), before, {"grammar"})
    assert [(f.rule, f.span.start, f.text, f.line) for f in carried.report.findings] == [
        ("grammar/a", new.index("go"), "go", 3),
        ("grammar/c", new.rindex("she"), "she", 7),
    ]
    parted = with_carried(Found(read_text(new), overlap, False), before, {"grammar"})
    assert [f.rule for f in parted.report.findings] == ["grammar/a", again.rule]


@pytest.fixture
def links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RuleLinks:
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "cache"))
    return RuleLinks()


def page_of(link: str) -> str:
    return Path(to_fs_path(link) or "").read_text("utf-8")


def test_rules_of_packs_of_detectors_and_of_desks_have_pages(
    links: RuleLinks, tmp_path: Path
) -> None:
    shipped = links.of(finding(0, 1, rule="institutions/half-capital-ministry"))
    assert shipped.endswith("/institutions/half-capital-ministry.md")
    assert "Wrong:" in page_of(shipped)
    own = links.of(finding(0, 1, rule="names/oblique-case", detector="names"))
    assert "surnames in an oblique case" in page_of(own)
    assert 'disable = ["names/oblique-case"]' in page_of(own)
    pack = tmp_path / "house.yaml"
    pack.write_text(PACK, "utf-8")
    desk = links.of(finding(0, 1, rule="house/gruzdev"), (pack,))
    assert "Not our word" in page_of(desk)
    assert links.of(finding(0, 1, rule="house/gruzdev")) == ""
    assert links.of(finding(0, 1, help_url="https://example.org/x")) == "https://example.org/x"
