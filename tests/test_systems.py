"""Scoring systems: sacrebleu's figures, MQM penalty, agreement with people."""

from __future__ import annotations

from pathlib import Path

import pytest
import sacrebleu

from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.evaluation.human import mean_scores
from mtcheck.evaluation.systems import metrics, pairwise_agreement, score_system
from mtcheck.model import MtcheckError

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
    good = score_system("good", GOOD, [REFERENCE], [2], metrics(), checker)
    bad = score_system("bad", BAD, [REFERENCE], [2], metrics(), checker)
    assert good.metrics["BLEU"] == round(sacrebleu.corpus_bleu(GOOD, [REFERENCE]).score, 2)
    assert good.metrics["chrF2++"] > bad.metrics["chrF2++"]
    assert good.metrics["TER"] < bad.metrics["TER"]
    assert good.penalty == 0.0
    assert bad.penalty > 1000


def test_files_have_to_be_line_parallel(checker: Checker) -> None:
    with pytest.raises(MtcheckError, match="line-parallel"):
        score_system("short", GOOD[:1], [REFERENCE], [1], metrics(), checker)


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
