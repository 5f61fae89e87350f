"""Safe fixes: the finding is gone afterwards, nothing new has come, nothing else has changed."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.fixing import Fixed, Fixer, edit_of, safe_fixes
from mtcheck.fixing.moved import Moved
from mtcheck.formats import format_named, read_text
from mtcheck.formats.edits import apply_edits
from mtcheck.model import Category, DocumentReport, Severity, Span
from mtcheck.rules import Rule, load_rules
from mtcheck.rules.examples import plain
from tests.factories import finding

RULES = list(load_rules())
SAFE = [rule for rule in RULES if rule.safe]
MORE_ERRORS = "The Americans otrulivaet aside. The foreign Minister said so."
QUICK = frozenset({"patterns", "transliteration", "scripts", "names", "quotes", "encoding"})


@cache
def fixer() -> Fixer:
    return Fixer(Checker(Config(detectors=QUICK)))


def fixed(text: str, kind: str = "text") -> Fixed:
    return fixer().fix(read_text(text, f"a.{kind}", kind))


def counted(report: DocumentReport) -> Counter[str]:
    return Counter(rule for f in report.findings for rule in (f.rule, *f.also))


def assert_better(done: Fixed) -> None:
    """Read anew, the file has no finding it had not, and not those that were fixed."""
    before = next(fixer().checker.check_documents([done.before]))
    again = format_named(done.before.format).read(done.data, done.before.path)
    after = next(fixer().checker.check_documents([again]))
    assert Counter(f.rule for f in after.findings) <= counted(before)
    left = Counter(f.rule for f in after.findings)
    for rule, number in Counter(f.rule for f in done.applied).items():
        assert left[rule] <= counted(before)[rule] - number
    if not done.applied:
        assert done.data == done.before.text.encode()


def test_many_rules_are_safe() -> None:
    families = Counter(rule.id.split("/")[0] for rule in SAFE)
    assert len(SAFE) > 80
    assert {"punctuation", "institutions", "calques", "numbers", "syntax"} <= set(families)


@pytest.mark.parametrize("rule", SAFE, ids=lambda rule: rule.id)
def test_a_safe_rule_mends_its_own_bad_examples(rule: Rule) -> None:
    mended = 0
    for example in rule.examples:
        if example.bad:
            text = plain(example) if example.kind == "headline" else f"{plain(example)}\n\n"
            done = fixed(f"{text}\n\n{MORE_ERRORS}\n\n{MORE_ERRORS}")
            assert_better(done)
            mended += rule.id in {name for f in done.applied for name in (f.rule, *f.also)}
    assert mended


def as_text(paragraphs: list[str]) -> str:
    return "\r\n\r\n".join(paragraphs)


def as_markdown(paragraphs: list[str]) -> str:
    return "\n\n".join(f"> {p}" if i % 2 else f"*{p}*" for i, p in enumerate(paragraphs))


def as_html(paragraphs: list[str]) -> str:
    return "".join(f"<p>{html.escape(p).replace(' a ', ' <b>a</b> ')}</p>" for p in paragraphs)


def as_xliff(paragraphs: list[str]) -> str:
    units = (
        f"<trans-unit id='{i}'><source>с</source><target>{html.escape(p)}</target></trans-unit>"
        for i, p in enumerate(paragraphs)
    )
    return f"<xliff version='1.2'><file><body>{''.join(units)}</body></file></xliff>"


WRITERS = {"text": as_text, "markdown": as_markdown, "html": as_html, "xliff": as_xliff}
BAD = [plain(e) for rule in SAFE for e in rule.examples if e.bad]
OTHERS = [plain(e) for rule in RULES[::40] for e in rule.examples]
articles = st.lists(st.sampled_from(BAD) | st.sampled_from(OTHERS), min_size=1, max_size=6)


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=12, deadline=None)
@given(paragraphs=articles)
def test_after_fixes_nothing_new_has_come(kind: str, paragraphs: list[str]) -> None:
    done = fixed(WRITERS[kind]([*paragraphs, MORE_ERRORS]), kind)
    assert_better(done)
    assert_only_edited(done)


def assert_only_edited(done: Fixed) -> None:
    edits = [edit_of(f, done.before.text) for f in done.applied]
    changes = format_named(done.before.format).text_edits(done.before, edits)
    assert done.after.text == apply_edits(done.before.text, changes)


def test_what_is_verbatim_or_suppressed_is_not_fixed() -> None:
    guillemets = "He called the plan «a step back». She said: «We are not ready yet, he knows it.»"
    assert "“a step back”" in fixed(guillemets).after.text
    text = f"{guillemets}\n\nmtcheck-verbatim: not ready yet\n"
    after = fixed(text).after.text
    assert "“a step back”" in after
    assert "«We are not ready yet, he knows it.»" in after
    assert fixed(f"{guillemets}\n\nmtcheck-ignore: punctuation\n").applied == ()
    marked = fixed(guillemets.replace("She", "She<!-- mtcheck: verbatim -->"), "markdown").after
    assert "“a step back”" in marked.text
    assert "«We are not ready yet, he knows it.»" in marked.text
    html_text = f"<p><span translate='no'>{guillemets}</span></p>"
    assert fixed(html_text, "html").applied == ()


def test_a_comment_marks_the_quotation_behind_it() -> None:
    text = "A “first one”.<!-- mtcheck: verbatim --> Then “second «one»” and “third”.\n"
    for kind in ("markdown", "html"):
        document = read_text(text, format=kind)
        assert [text[s.start : s.end] for s in document.verbatim] == ["“second «one»”"]
    document = read_text("One.\n\n<!-- mtcheck: verbatim -->\n\nNo quotation.", format="markdown")
    assert [document.text[s.start : s.end] for s in document.verbatim] == ["No quotation."]


def test_words_that_do_not_occur_are_noted() -> None:
    document = read_text("He said so.\n\nmtcheck-verbatim: she said\nmtcheck-verbatim: He  said\n")
    assert document.notes == ("line 3: these words do not occur",)
    assert document.verbatim == (Span(0, 7),)


def test_of_overlapping_fixes_the_longer_is_made() -> None:
    document = read_text("one two three")
    found = [
        finding(4, 7, safe_fix=True, suggestions=("2",), rule="a/short"),
        finding(0, 7, safe_fix=True, suggestions=("1 2",), rule="a/long"),
        finding(8, 13, safe_fix=True, suggestions=("3",), rule="a/other"),
        finding(8, 13, suggestions=("III",), rule="a/unsafe"),
        finding(7, 7, safe_fix=True, suggestions=(",",), rule="a/insertion"),
    ]
    assert [f.rule for f in safe_fixes(document, found)] == ["a/long", "a/other"]


def test_a_deletion_takes_a_space_with_it() -> None:
    text = "They discussed about the price."
    told = finding(15, 20, suggestions=("",))
    assert apply_edits(text, [edit_of(told, text)]) == "They discussed the price."
    assert edit_of(told, text, "on") == (Span(15, 20), "on")
    for text in ("“So” – said he.", "“So”– said he.", "“So” –said he.", "“So”–said he."):
        at = text.index("–")
        told = finding(at, at + 1, suggestions=("",))
        assert apply_edits(text, [edit_of(told, text)]) == "“So” said he."


class Planted:
    """A checker whose rules are: 'bad' is to become 'worse', which is worse still."""

    def check_documents(self, documents: list[Document]) -> Iterator[DocumentReport]:
        from mtcheck.verdict import judge

        return iter([judge(d, list(self._found(d.text)), Config()) for d in documents])

    @staticmethod
    def _found(text: str):  # type: ignore[no-untyped-def]
        for word, suggestion in (("bad", "worse"), ("poor", "good"), ("worse", ""), ("sad", "sad")):
            at = text.find(word)
            if at >= 0:
                yield finding(
                    at,
                    at + len(word),
                    rule=f"a/{word}",
                    safe_fix=word != "worse",
                    suggestions=(suggestion,),
                    category=Category.AWKWARD,
                    severity=Severity.MINOR,
                )


def test_a_fix_that_does_harm_is_taken_back() -> None:
    done = Fixer(Planted()).fix(read_text("A bad one, then a poor one, and a sad one."))  # type: ignore[arg-type]
    assert done.after.text == "A bad one, then a good one, and a sad one."
    assert [f.rule for f in done.applied] == ["a/poor"]
    assert {f.rule for f in done.withheld} == {"a/bad", "a/sad"}


edits = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.text("xyz", max_size=4)))


@given(edits, st.integers(0, 40))
def test_places_lead_there_and_back(raw: list[tuple[int, int, str]], place: int) -> None:
    text = "".join(chr(0x100 + i) for i in range(40))
    made: list[tuple[Span, str]] = []
    for start, length, words in sorted(raw):
        if not made or made[-1][0].end < start:
            made.append((Span(start, start + length), words))
    changed = apply_edits(text, made)
    moved = Moved(made)
    if place < 40 and not any(s.start <= place < s.end for s, _ in made):
        assert changed[moved.offset(place)] == text[place]
    for at, sign in enumerate(changed):
        span = moved.before(Span(at, at + 1))
        assert 0 <= span.start <= span.end <= 40
        if sign in text:
            assert span.start <= text.index(sign) < span.end


def test_a_merged_finding_vouches_for_the_same_suggestion() -> None:
    from mtcheck.verdict.overlap import merge

    first = finding(0, 3, rule="a/first", suggestions=("One",), severity=Severity.MAJOR)
    for suggestions, safe in ((("One",), True), (("Two",), False)):
        second = finding(0, 3, rule="a/second", suggestions=suggestions, safe_fix=True)
        (merged,) = merge([first, second])
        assert (merged.rule, merged.safe_fix) == ("a/first", safe)
