"""The rule engine as a detector."""

from pathlib import Path

import pytest

from mtcheck.config import Config
from mtcheck.detectors.patterns import Patterns
from mtcheck.document import Document
from mtcheck.formats import read_text
from mtcheck.language.english import Analyser
from mtcheck.model import Category, MtcheckError, Severity
from tests.rule_packs import rule_text, write_pack


def analysed(text: str) -> Document:
    return next(Analyser().analyse([read_text(text)]))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    keys = "suggest: bridge that is old\nsafe: true\nlevel: tentative\norigin: старый мост"
    return write_pack(tmp_path, rule_text("phrase: old bridge", keys))


def test_findings_point_into_the_document(pack: Path) -> None:
    text = (
        "😀 Мост\n\n"
        "The mayor, who came late to the meeting of the council, said that the old\n"
        "bridge would stay closed until the end of the year because nobody had paid.\n"
    )
    config = Config(packs=(pack,), enable=frozenset({"test/rule"}), disable=detector_families())
    found = list(Patterns(config).detect(analysed(text)))
    assert [text[f.span.start : f.span.end] for f in found] == ["old\nbridge"]
    finding = found[0]
    assert (finding.rule, finding.detector) == ("test/rule", "patterns")
    assert (finding.severity, finding.category) == (Severity.MAJOR, Category.GRAMMAR)
    assert finding.message == "found “old bridge”"
    assert finding.suggestions == ("bridge that is old",)
    assert finding.safe_fix
    assert finding.tentative
    assert finding.origin is not None
    assert finding.origin.construction == "старый мост"


def detector_families() -> frozenset[str]:
    return frozenset(rule.id.partition("/")[0] for rule in Patterns(Config()).rules)


def test_settings_change_the_severity(pack: Path) -> None:
    config = Config(packs=(pack,), severity={"test": Severity.CRITICAL})
    found = [
        finding
        for finding in Patterns(config).detect(analysed("They closed the old bridge."))
        if finding.rule == "test/rule"
    ]
    assert [finding.severity for finding in found] == [Severity.CRITICAL]


def test_a_broken_pack_is_told_at_once(tmp_path: Path) -> None:
    file = write_pack(tmp_path, "- id: test/rule")
    with pytest.raises(MtcheckError, match=r"pack\.yaml:1: test/rule"):
        Patterns(Config(packs=(file,)))


def test_a_document_without_a_segment() -> None:
    assert list(Patterns(Config()).detect(analysed(""))) == []
