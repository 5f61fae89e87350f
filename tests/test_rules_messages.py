"""Messages, suggestions and figures."""

from pathlib import Path

import pytest

from mtcheck.model import MtcheckError
from mtcheck.rules import load_rules
from mtcheck.rules.measured import (
    Corpus,
    Figures,
    Measured,
    dump_measured,
    fingerprint,
    load_measured,
    total_rate,
)
from mtcheck.rules.pages import pages, rule_page
from mtcheck.rules.placeholders import Value, fill, placeholders, with_case_of
from mtcheck.rules.rule import Rule
from tests.rule_packs import hits, one_rule, with_severity

TOKENS = """
tokens:
  - {LOWER: state, name: what}
  - {POS: ADJ, OP: "?", name: how}
  - {LEMMA: minister, name: who}
"""


def test_placeholders_are_what_the_match_has_bound(tmp_path: Path) -> None:
    rule = one_rule(
        tmp_path,
        TOKENS,
        keys='suggest: ["{how} {who.lemma} of {what.upper}"]',
        message="{{{text}}}: {who}, {who.lemma}, {what.lower}, {what.capitalized}{how}; {suggest}",
    )
    hit = hits(rule, "He met state ministers.")[0]
    assert hit.suggestions == ("minister of STATE",)
    assert hit.message == "{state ministers}: ministers, minister, state, State; minister of STATE"


def test_a_suggestion_gets_the_capital_of_the_start_of_a_sentence(tmp_path: Path) -> None:
    rule = one_rule(tmp_path, "phrase: by words", keys="suggest: [according to, by words]")
    assert hits(rule, "By words of witnesses, he left.")[0].suggestions == ("According to",)
    assert hits(rule, "“By words of witnesses,” he said.")[0].suggestions == ("According to",)
    assert hits(rule, "He left, by words of witnesses.")[0].suggestions == ("according to",)


def test_brackets_are_written_twice() -> None:
    assert fill("{{a}} {b}", lambda name: Value(name.upper())) == "{a} B"
    assert list(placeholders("{a.lemma} and {{b}}")) == [("a", "lemma")]
    with pytest.raises(ValueError, match="stray brace"):
        list(placeholders("{a b}"))


def test_case_is_only_ever_raised() -> None:
    assert with_case_of("the ministry", "Ministry") == "The ministry"
    assert with_case_of("NATO", "nato") == "NATO"
    assert with_case_of("", "A") == ""


def some_figures(rule: Rule) -> Measured:
    figures = Figures(fingerprint(rule), {"native": 2, "mt": 30}, judged=10, right=9)
    corpora = {
        "native": Corpus(10_000, 3, "0a1b2c3d", marked=False),
        "mt": Corpus(1_000, 2, "4e5f6a7b", marked=True),
    }
    return Measured("mtcheck:1|…", corpora, {rule.id: figures})


def test_figures_survive_their_file(tmp_path: Path) -> None:
    measured = some_figures(one_rule(tmp_path, TOKENS))
    file = tmp_path / "measured.json"
    file.write_text(dump_measured(measured), encoding="utf-8")
    assert load_measured(file) == measured
    assert load_measured(tmp_path / "none.json") == Measured()


def test_figures_hold_for_the_rule_as_it_was(tmp_path: Path) -> None:
    rule = one_rule(tmp_path, TOKENS)
    measured = some_figures(rule)
    figures = measured.of(rule)
    assert figures is not None
    assert (measured.rate(figures, "native"), figures.precision) == (0.2, 0.9)
    assert measured.of(with_severity(rule, message="other words")) == figures
    assert measured.of(one_rule(tmp_path, TOKENS, "unless: [{where: after, phrase: of}]")) is None
    assert total_rate(measured, [rule], "mt") == 30.0


def test_few_hits_give_no_confidence() -> None:
    assert Figures("", {}, judged=4, right=4).confidence is None
    assert Figures("", {}, judged=5, right=4).confidence == 0.8
    assert Figures("", {}).precision is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"signature": "", "corpora": {"a": {}}}'])
def test_broken_figures_are_told(text: str, tmp_path: Path) -> None:
    file = tmp_path / "measured.json"
    file.write_text(text)
    with pytest.raises(MtcheckError, match="run it again"):
        load_measured(file)


def test_page_of_a_rule(tmp_path: Path) -> None:
    rule = one_rule(
        tmp_path,
        TOKENS,
        "origin: государственный министр\nsuggest: '{who} of {what.lower}'\nspeech: outside",
        message="{origin}: write “{suggest}”.",
    )
    page = rule_page(rule, some_figures(rule))
    assert "государственный министр: write “‹who› of ‹what›”." in page
    assert "(outside direct speech)" in page
    assert "native 0.200, mt 30.000 hits in 1,000 words; 9 of 10 right" in page
    assert "- **x**" in page
    found = pages([rule], Measured(), tmp_path)
    assert set(found) == {"README.md", "pack.md"}
    assert "[pack](pack.md): 1 rule\n" in found["README.md"]


SENSES = """
      senses:
        - {of: '^dry', origin: сухая победа, write: [to nil, without conceding]}
        - {of: ball, origin: забил мяч, suggest: scored}
"""
LEXICON = """
- lexicon: test/sport
  title: Match report word for word
  category: style/awkward
  severity: minor
  message: "“{{text}}”: {{origin}}; “{{suggest}}”."
  entries:
    - id: goals
      phrase: [{phrases}]{senses}
      bad: "He [[scored a ball]]."
      good: "He scored."
"""


def lexicon_rule(folder: Path, phrases: str, senses: str = SENSES) -> Rule:
    file = folder / "sport.yaml"
    file.write_text(LEXICON.format(phrases=phrases, senses=senses), encoding="utf-8")
    return next(r for r in load_rules([folder]) if r.id == "test/sport/goals")


def test_the_first_sense_that_fits_says_what_the_words_stand_for(tmp_path: Path) -> None:
    rule = lexicon_rule(tmp_path, "scored a ball, dry victory")
    goal, victory = hits(rule, "He scored a ball. It was a dry victory.")
    assert goal.message == "“scored a ball”: забил мяч; “scored”."
    assert goal.suggestions == ("scored",)
    assert goal.origin is not None
    assert goal.origin.construction == "забил мяч"
    assert victory.message == "“dry victory”: сухая победа; “to nil” or “without conceding”."
    assert victory.suggestions == ()


@pytest.mark.parametrize(
    ("senses", "problem"),
    [
        (SENSES.replace("ball", "goal"), "no sense fits “scored a ball”"),
        (SENSES.replace("suggest: scored", "suggest: scored, write: scored"), "not both"),
        (SENSES.replace(", suggest: scored", ""), "needs “suggest” or “write”"),
        (SENSES.replace("ball", "(ball"), "invalid regex"),
    ],
)
def test_broken_senses_are_refused(tmp_path: Path, senses: str, problem: str) -> None:
    with pytest.raises(MtcheckError, match=problem):
        lexicon_rule(tmp_path, "scored a ball", senses)
