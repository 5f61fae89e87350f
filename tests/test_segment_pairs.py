"""The two sides of a document: pairs, their tokens, findings on both, no source at all."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.detectors.source_base import SourceDetector
from mtcheck.document import Joint
from mtcheck.evaluation.paired import paired_document
from mtcheck.formats import read_text
from mtcheck.language.russian_text import sentences, tokens
from mtcheck.language.segment_pairs import SegmentPair, segment_pairs
from mtcheck.model import Category, DetectorUnavailable, Finding, MtcheckError, Severity, Span
from mtcheck.verdict import judge
from mtcheck.verdict.overlap import merge
from tests.factories import finding, translated


class FirstWords(SourceDetector):
    """Finds the first word of each pair on both sides."""

    name = "first-words"

    def compare(self, pair: SegmentPair) -> Iterator[Finding]:
        target, source = pair.tokens[0], pair.source_tokens[0]
        yield self.finding(
            pair,
            "first/word",
            Category.MISTRANSLATION,
            Severity.MAJOR,
            "First.",
            target=Span(target.idx, target.idx + len(target)),
            source=source.span,
        )


def test_russian_tokens_keep_their_offsets_and_sentences():
    text = "Он умер. 🙂 Её  нет, но кто-то жив!"
    assert next(text[s.start : s.end] for s in sentences(text)) == "Он умер."
    found = tokens(text, 9)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert "кто-то" in [t.text for t in found]
    assert "Он" not in [t.text for t in found]


def test_parts_of_a_list_are_one_russian_sentence():
    text = "Приём: 27 июля в 18:30; 28 июля в 18:30 - улица Калинина, 339; 30 июля. Конец."
    assert [text[s.start : s.end] for s in sentences(text)] == [text[:-7], "Конец."]
    assert [(s.start, s.end) for s in sentences("Раз; ")] == [(0, 4)]


def test_readings_of_a_russian_word():
    stali = next(t for t in tokens("из стали"))
    assert not stali.lemmas >= {"сталь"}
    steel = tokens("из стали")[1]
    assert {"сталь", "стать"} <= steel.lemmas
    assert steel.may_be("NOUN", "gent")
    assert not steel.may_be("NOUN", "VERB")


def test_one_pair_a_segment_without_joints_and_one_a_joint_with_them():
    document = translated(("It rains. He left.", "Идёт дождь. Он ушёл."), ("Yes.", "Да."))
    first = document.segments[0]
    assert [p.text for p in segment_pairs(document)] == ["It rains. He left.", "Yes."]
    joints = (
        Joint(Span(0, 9), Span(0, 11), 0.1),
        Joint(Span(10, 18), Span(12, 20), 0.9),
    )
    joined = replace(document, segments=(replace(first, joints=joints), document.segments[1]))
    pairs = segment_pairs(joined)
    assert [(p.text, p.source_text) for p in pairs[:2]] == [
        ("It rains.", "Идёт дождь."),
        ("He left.", "Он ушёл."),
    ]
    assert [t.text for t in pairs[1].tokens] == ["He", "left", "."]
    assert [f.span.start for f in FirstWords(Config()).detect(joined)] == [0, 20]


def test_pairs_are_made_once_for_a_document():
    document = translated(("Yes.", "Да."))
    assert segment_pairs(document) is segment_pairs(document)


def test_findings_lie_on_both_sides():
    document = translated(("It rains.", "Идёт дождь."), ("He left.", "Он ушёл."))
    found = list(FirstWords(Config()).detect(document))
    assert [document.text[f.span.start : f.span.end] for f in found] == ["It", "He"]
    spans = [f.source_span for f in found if f.source_span]
    assert [(document.source or "")[s.start : s.end] for s in spans] == ["Идёт", "Он"]


def test_without_source_the_detector_says_so_quietly():
    document = read_text("It rains.")
    with pytest.raises(DetectorUnavailable) as lack:
        list(FirstWords(Config()).detect(document))
    assert lack.value.quiet


def test_nothing_russian_is_loaded_for_a_document_without_source():
    code = (
        "import sys, mtcheck.detectors.source_base as s\n"
        "from mtcheck.config import Config\n"
        "from mtcheck.formats import read_text\n"
        "from mtcheck.model import DetectorUnavailable\n"
        "try: list(s.SourceDetector(Config()).detect(read_text('It rains.')))\n"
        "except DetectorUnavailable: print(sorted({'razdel', 'pymorphy3'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_two_losses_of_one_sentence_stay_two_and_two_reasons_for_one_word_become_one():
    number = finding(0, 20, source_span=Span(0, 4), rule="source/number")
    name = finding(0, 20, source_span=Span(8, 12), rule="source/name")
    assert len(merge([number, name])) == 2
    english = finding(0, 20, message="Odd English.", rule="plain/odd")
    [both] = merge([english, replace(number, message="No such number.")])
    assert both.source_span == Span(0, 4)
    assert {"Odd English.", "No such number."} == {
        m.strip() + "." for m in both.message.split(".") if m.strip()
    }


@pytest.mark.parametrize("name", ["source-numbers", "source-marks", "source-negation"])
def test_who_asks_for_a_comparison_without_source_is_told(name: str) -> None:
    named = Checker(Config(detectors=frozenset({name})))
    assert [s.detector for s in named.check_text("It rains.").skipped] == [name]
    others = Checker(Config(detectors=frozenset({"quotes"}), require=frozenset({name})))
    with pytest.raises(MtcheckError, match=f"{name} is required but there is no source text"):
        others.check_text("It rains.")


def test_an_ordinary_check_does_not_speak_of_the_source() -> None:
    everything = Checker(Config(detectors=None, languagetool="http://127.0.0.1:9"))
    report = everything.check_text("It rains.")
    assert not [s for s in report.skipped if s.detector.startswith("source-")]
    assert not [name for name in report.checked_by if name.startswith("source-")]


def test_with_source_the_comparison_is_part_of_an_ordinary_check() -> None:
    document = paired_document("a.xlf", "It cost 12,000.", "Это стоило 12 млн.")
    checker = Checker(Config(detectors=frozenset({"source-numbers", "source-marks"})))
    [report] = checker.check_documents([document])
    assert [f.rule for f in report.findings] == ["source-numbers/scaled"]
    assert report.findings[0].source_span
    assert report.checked_by == ("source-marks", "source-numbers")


def test_a_suppression_for_the_bilingual_check_is_no_fault_where_there_is_no_source() -> None:
    text = "It rains.\n\nmtcheck-ignore: source-numbers/lost -- said elsewhere\n"
    document = read_text(text)
    assert not judge(document, (), Config()).faulty_suppressions
    beside = replace(document, source="Идёт дождь.")
    assert [f.rule for f in judge(beside, (), Config()).faulty_suppressions] == [
        "source-numbers/lost"
    ]
