"""Scoring systems: sacrebleu's figures, MQM penalty, agreement with people."""

from __future__ import annotations

from pathlib import Path

import pytest
import sacrebleu

from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.evaluation.human import mean_scores
from mtcheck.evaluation.resampling import paired
from mtcheck.evaluation.systems import pairwise_agreement, reference_scores, score_system
from mtcheck.model import MtcheckError
from mtcheck.reference import metrics

REFERENCE = [
    "The Americans steer away from the talks each time.",
    "The foreign minister will fly to Geneva on Monday.",
]
GOOD = ["The Americans steer away from the talks every time.", REFERENCE[1]]
BAD = ["The Americans otrulivaet aside from talks.", "The foreign Minister will fly on Geneva."]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Config(detectors=frozenset({"patterns", "transliteration"})))


def test_scores_are_sacrebleus_and_the_penalty_follows_the_findings(checker: Checker) -> None:
    good = score_system("good", GOOD, [2], checker)
    bad = score_system("bad", BAD, [2], checker)
    systems = [("good", GOOD), ("bad", BAD)]
    scores, signatures = reference_scores(systems, [REFERENCE], metrics())
    assert scores["good"]["BLEU"].score == sacrebleu.corpus_bleu(GOOD, [REFERENCE]).score
    assert scores["good"]["chrF2++"].score > scores["bad"]["chrF2++"].score
    assert scores["good"]["TER"].score < scores["bad"]["TER"].score
    assert all("version:" in signature for signature in signatures)
    assert good.penalty == 0.0
    assert bad.penalty > 1000


def test_files_have_to_be_line_parallel(checker: Checker) -> None:
    with pytest.raises(MtcheckError, match="line-parallel"):
        reference_scores([("short", GOOD[:1])], [REFERENCE], metrics())
    with pytest.raises(MtcheckError, match="line-parallel"):
        score_system("short", GOOD, [2], checker, ["Одна строка."])
    with pytest.raises(MtcheckError, match="the documents have 3"):
        score_system("short", GOOD, [3], checker)


def test_the_source_is_seen() -> None:
    whole = Checker(Config(detectors=frozenset({"source-numbers"})))
    russian = ["Погибли 15 человек, сообщили во вторник в полиции.", "Министр прибыл."]
    english = ["Fifty people were killed, the police said on Tuesday.", "The minister came."]
    with_it = score_system("a", english, [2], whole, russian)
    without = score_system("a", english, [2], whole)
    assert with_it.penalty > without.penalty == 0.0


def test_many_lines_have_intervals_and_tests() -> None:
    reference = [
        f"The minister said on day {n} that the bridge number {n} was open." for n in range(40)
    ]
    worse = [line.replace("said", "spoke about").replace("was", "are") for line in reference[:30]]
    systems = [("same", reference), ("worse", worse + reference[30:]), ("twin", list(reference))]
    scores, _ = reference_scores(systems, [reference], metrics())
    assert scores["same"]["BLEU"].p is None
    assert scores["worse"]["BLEU"].p < 0.05 < scores["twin"]["BLEU"].p
    low, high = scores["worse"]["BLEU"].low, scores["worse"]["BLEU"].high
    assert low < scores["worse"]["BLEU"].score < high


def test_penalties_are_resampled_by_document() -> None:
    words = [100] * 20
    good, bad = [1.0] * 20, [3.0, 5.0] * 10
    first, second, third = paired([(good, words), (bad, words), (list(good), words)])
    assert (first.score, second.score) == (10.0, 40.0)
    assert first.p is None
    assert second.p < 0.05 < third.p
    assert second.low < 40.0 < second.high
    assert paired([([1.0], [100])])[0].low is None


def test_agreement_counts_pairs() -> None:
    people = {"a": 3.0, "b": 2.0, "c": 1.0}
    assert pairwise_agreement({"a": 0.3, "b": 0.2, "c": 0.1}, people) == 1.0
    assert pairwise_agreement({"a": 0.2, "b": 0.3, "c": 0.1}, people) == pytest.approx(2 / 3)
    assert pairwise_agreement({"a": 1.0}, people) is None


def test_human_scores_are_means(tmp_path: Path) -> None:
    path = tmp_path / "da.csv"
    path.write_text("system,line,raw,z\nA,1,90,0.5\nA,2,80,0.1\nB,1,10,-1\n", "utf-8")
    means = mean_scores(path, ["system.A", "B", "C"])
    assert means == {"system.A": pytest.approx(0.3), "B": -1.0}
    with pytest.raises(MtcheckError, match="known: A, B"):
        mean_scores(path, ["X"])
