"""The learned fluency model as a detector."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.detectors.fluency import Fluency
from mtcheck.formats import read_text
from mtcheck.language import fluency as language_module
from mtcheck.language.english import Analyser
from mtcheck.language.fluency import fluency, verdicts
from mtcheck.language.fluency_model import load_model
from mtcheck.model import Category, DetectorUnavailable, Finding, MtcheckError, Severity


def found(text: str) -> list[Finding]:
    (document,) = Analyser().analyse([read_text(text)])
    return list(Fluency(Config()).detect(document))


BROKEN = {
    "order": ("In the morning from the village left with their children all women.", "left"),
    "impersonal": ("In the suburbs of Omsk found a bomb from the time of the war.", "found"),
    "object": ("The minister on Tuesday his resignation announced to the press.", "announced"),
    "auxiliary": ("He added that the bridge not been opened since the war.", "not"),
    "article": ("The driver lost control of car and hit a tree near the school.", "car"),
    "verb form": ("The government plans to building three hospitals by next spring.", "building"),
    "agreement": ("He said that the deputies was not informed of the decision.", "was"),
    "wrong word": ("The police installed that the man had left the flat on Monday.", "installed"),
    "superfluous": ("The police detained of three men who had robbed the bank.", "of"),
}


@pytest.mark.parametrize(("text", "word"), BROKEN.values(), ids=BROKEN)
def test_what_translation_breaks_is_found_where_it_is(text: str, word: str) -> None:
    findings = found(text)
    assert findings
    assert any(word in text[f.span.start : f.span.end] for f in findings)


@pytest.mark.parametrize(
    "text",
    [
        "All the women left the village with their children in the morning.",
        "A bomb from the time of the war was found in the suburbs of Omsk.",
        "Never before had the city authorities put off the opening of a bridge.",
        "“We will not comment,” said Yekaterina Shulzhenko, the bank’s spokeswoman.",
        "Among the wounded were two Chechens and a soldier from Dagestan.",
        "Rosgvardia troops, backed by the FSB, searched the flat on Ulitsa Lenina.",
        "Gone are the days when a ticket from Chelyabinsk to Tyumen cost 50 roubles.",
        "The house the family bought in 2014 stands empty.",
        "“It is no secret that the deal is off,” reports Dmitry Avdeyev, the paper’s editor.",
        "Had Avdeyev known, he would never have signed it.",
    ],
)
def test_good_english_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_spans_are_code_points_of_the_file_behind_an_emoji_and_cyrillic() -> None:
    sound = "🔥 The mayor of Омск said on Monday that the bridge was open."
    text = f"{sound}\n\n{BROKEN['verb form'][0]}\n"
    findings = found(text)
    assert findings
    for finding in findings:
        marked = text[finding.span.start : finding.span.end]
        assert finding.span.start > len(sound)
        assert f"“{marked}”" in finding.message


def test_a_likely_fault_is_firm_and_major_in_a_text_with_as_many() -> None:
    text = "\n\n".join(text for text, _ in BROKEN.values())
    surest = [f for f in found(text) if text[f.span.start : f.span.end] == "bridge not"]
    assert [(f.tentative, f.severity) for f in surest] == [(False, Severity.MAJOR)]
    assert surest[0].category is Category.GRAMMAR


def test_a_wrong_word_of_meaning_is_a_mistranslation() -> None:
    (finding,) = found(BROKEN["wrong word"][0])
    assert (finding.rule, finding.category) == ("broken/wrong-word", Category.MISTRANSLATION)


def test_in_a_headline_all_is_tentative_and_articles_may_be_left_out() -> None:
    headline = "In the suburbs of Omsk found a bomb from the time of the war"
    body = "\n\n".join(text for text, _ in BROKEN.values())
    inside = [f for f in found(f"{headline}\n\n{body}\n") if f.span.end <= len(headline)]
    assert inside
    assert all(f.tentative for f in inside)
    sound = "Driver loses control of car and hits tree near school\n\nNobody was hurt.\n"
    assert found(sound) == []


def test_in_text_that_nobody_has_edited_all_is_tentative() -> None:
    text = f"{BROKEN['impersonal'][0]}\n\nwell i dont know what they did with that bomb there"
    findings = found(text)
    assert findings
    assert all(finding.tentative for finding in findings)


def test_headlines_and_cells_are_not_read() -> None:
    headline = "Bomb Found In Omsk Suburb Of By Children\n\nThe police have opened a case."
    assert found(headline) == []


def test_work_begun_early_gives_the_same_findings_each_time() -> None:
    text = BROKEN["order"][0]
    (document,) = Analyser().analyse([read_text(text)])
    detector = Fluency(Config())
    detector.begin(document)
    detector.begin(document)
    first, second, third = (list(detector.detect(document)) for _ in range(3))
    assert first == second == third == found(text)


def test_the_score_of_a_broken_sentence_is_worse_than_that_of_the_sound_one() -> None:
    sound, broken, salad = fluency(
        [
            "A bomb from the time of the war was found in the suburbs of Omsk.",
            BROKEN["impersonal"][0],
            "Of the bomb Omsk from war in found suburbs the was time a the of.",
        ]
    )
    assert 0.0 <= sound.worst < broken.worst < 1.0
    assert sound.mean < broken.mean < salad.mean < 1.0


def test_a_text_without_words_has_no_units_and_scores_nothing() -> None:
    assert fluency(["", " "]) == [(0.0, 0.0), (0.0, 0.0)]
    (nothing,) = verdicts([""])
    assert nothing.kinds.shape[0] == 0


def test_texts_read_together_get_the_verdicts_they_get_alone() -> None:
    texts = [text for text, _ in BROKEN.values()]
    together = list(verdicts(texts))
    for text, verdict in zip(texts, together, strict=True):
        (alone,) = verdicts([text])
        assert alone.units == verdict.units
        assert np.array_equal(alone.kinds, verdict.kinds)


def test_a_very_long_text_has_a_verdict_for_every_unit() -> None:
    text = "and then the long road went on " * 200
    (verdict,) = verdicts([text])
    assert len(verdict.units) == len(verdict.kinds) == 1400


def test_without_the_model_the_report_names_the_detector_and_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        language_module, "load_model", lambda: load_model(tmp_path / "fluency.onnx")
    )
    report = Checker(Config(detectors=frozenset({"fluency"}))).check_text(BROKEN["order"][0])
    (lack,) = report.skipped
    assert lack.detector == "fluency"
    assert "fluency.onnx is missing" in lack.reason
    assert lack.remedy == "reinstall mtcheck"
    with pytest.raises(MtcheckError, match="fluency is required"):
        Checker(Config(require=frozenset({"fluency"}), detectors=frozenset())).check_text("So it.")
    with pytest.raises(DetectorUnavailable):
        list(Fluency(Config()).detect(*Analyser().analyse([read_text("It is so, he said.")])))


def test_one_who_checks_again_gets_the_same_findings_and_only_what_is_new_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import mtcheck.detectors.fluency as module

    read: list[str] = []
    real = module.verdicts

    def counting(texts: list[str]) -> object:
        read.extend(texts)
        return real(texts)

    monkeypatch.setattr(module, "verdicts", counting)
    texts = [text for text, _ in BROKEN.values()]
    detector = Fluency(Config())
    for paragraphs in (texts[:3], [texts[3], *texts[:3]], texts[:3] * 2):
        (document,) = Analyser().analyse([read_text("\n\n".join(paragraphs))])
        assert list(detector.detect_across(document)) == list(Fluency(Config()).detect(document))
    assert read.count(texts[0]) == 1 + 4  # by the one, and by those who had not read it yet
