"""Loading: cache, lists, macros, lexicons, the user's packs, and what settings choose."""

import json
from pathlib import Path

import pytest

from mtcheck.config import Config
from mtcheck.model import MtcheckError, Severity
from mtcheck.rules import RuleSet, cache, load_rules
from tests.rule_packs import hits, marked, one_rule, rule_text, write_pack


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "rules"


def test_second_load_comes_from_the_cache(
    own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_pack(tmp_path, rule_text("phrase: foo bar"))
    first = load_rules([file], shipped=False)
    monkeypatch.setattr("mtcheck.rules.loader._read", lambda _: pytest.fail("read again"))
    assert load_rules([file], shipped=False) == first
    assert len(list(own_cache.glob("*.json"))) == 1


@pytest.mark.parametrize("broken", [b"", b"{", b'{"key": "other", "records": []}', b"[]", b"\xff"])
def test_a_broken_cache_is_not_trusted(broken: bytes, own_cache: Path, tmp_path: Path) -> None:
    file = write_pack(tmp_path, rule_text("phrase: foo bar"))
    first = load_rules([file], shipped=False)
    stored = next(own_cache.glob("*.json"))
    stored.write_bytes(broken)
    assert load_rules([file], shipped=False) == first
    assert json.loads(stored.read_bytes())["records"]


def test_any_change_of_pack_or_list_counts(own_cache: Path, tmp_path: Path) -> None:
    file = write_pack(tmp_path, rule_text('phrase: "@words"'))
    words = write_pack(tmp_path, "old bridge # a comment\n\n", "lists/words.txt")
    rules = list(load_rules([file], shipped=False))
    assert marked(rules[0], "The old bridge.") == ["old bridge"]
    words.write_text("new bridge\n")
    rules = list(load_rules([file], shipped=False))
    assert [p.body for p in rules[0].patterns] == ["new bridge"]
    assert own_cache.is_dir()


def test_no_cache_where_none_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pack(tmp_path, "", "occupied")
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "occupied" / "cache"))
    file = write_pack(tmp_path, rule_text("phrase: foo bar"))
    assert len(load_rules([file], shipped=False)) == 1


def test_old_caches_go(own_cache: Path, tmp_path: Path) -> None:
    for number in range(cache.KEPT + 3):
        file = write_pack(tmp_path, rule_text(f"phrase: foo {'x' * (number + 1)}"))
        load_rules([file], shipped=False)
    assert len(list(own_cache.glob("*.json"))) == cache.KEPT


def test_a_pack_may_not_take_an_id_that_mtcheck_has(tmp_path: Path) -> None:
    taken = next(iter(load_rules())).id
    file = write_pack(tmp_path, rule_text("phrase: foo bar").replace("test/rule", taken))
    with pytest.raises(MtcheckError, match=f"pack.yaml:1: {taken}.*is already taken by"):
        load_rules([file])


def test_macros_stand_for_tokens_and_attributes(tmp_path: Path) -> None:
    write_pack(tmp_path, "- macros: {person: {LOWER: {IN: [mayor, minister]}}}", "macros.yaml")
    text = rule_text(
        """
        tokens: [$the, {is: $person, name: who}, $said]
        mark: [who]
        """
    )
    macros = "- macros: {the: {LOWER: the}, said: [{LOWER: has, OP: '?'}, {LOWER: said}]}\n"
    rule = next(iter(load_rules([write_pack(tmp_path, macros + text)], shipped=False)))
    assert marked(rule, "The mayor has said so. The minister said no.") == ["mayor", "minister"]


def test_macros_in_a_circle_are_an_error(tmp_path: Path) -> None:
    text = "- macros: {a: [$b], b: [$a]}\n" + rule_text("tokens: [$a]")
    with pytest.raises(MtcheckError, match="circle"):
        load_rules([write_pack(tmp_path, text)], shipped=False)


LEXICON = """\
- lexicon: test/words
  title: Words of a test
  category: style/awkward
  severity: minor
  message: "“{text}” is {origin}; write “{suggest}”."
  unless: [{where: after, phrase: group}]
  entries:
    - phrase: [bring to responsibility, brought to answer]
      attr: lemma
      origin: привлечь к ответственности
      suggest: [hold to account, prosecute]
      severity: major
      bad: "They [[brought to responsibility]] two."
    - id: test/words/second
      tokens: [{LOWER: on, name: first}, {LOWER: this}, {LOWER: fact}]
      origin: по этому факту
      suggest: over {first}
      bad: ["[[On this fact]] he left.", "He left [[on this fact]]."]
      good: {text: "On this fact", kind: headline}
"""


def test_entries_of_a_lexicon_are_rules(tmp_path: Path) -> None:
    rules = load_rules([write_pack(tmp_path, LEXICON)], shipped=False)
    first, second = rules
    assert (first.id, second.id) == ("test/words/bring-to-responsibility", "test/words/second")
    assert (first.severity, second.severity) == (Severity.MAJOR, Severity.MINOR)
    hit = hits(first, "Both were brought to responsibility.")[0]
    assert hit.message == (
        "“brought to responsibility” is привлечь к ответственности; "
        "write “hold to account” or “prosecute”."
    )
    assert hit.suggestions == ("hold to account", "prosecute")
    assert marked(first, "The bring to responsibility group.") == []
    assert hits(second, "On this fact he left.")[0].suggestions == ("Over On",)
    assert [e.bad for e in second.examples] == [True, True, False]


def test_plain_words_of_yaml_are_words(tmp_path: Path) -> None:
    rule = one_rule(tmp_path, "tokens: [{LOWER: {IN: [on, no, yes, off]}}]")
    assert marked(rule, "No, it is on.") == ["No", "on"]


@pytest.fixture
def some_rules(tmp_path: Path) -> RuleSet:
    text = "".join(
        rule_text(f"phrase: foo {name}", f"level: {level}").replace("test/rule", name)
        for name, level in (
            ("calques/one", "default"),
            ("calques/group/two", "pedantic"),
            ("syntax/three", "tentative"),
        )
    ).replace("foo calques", "foo")
    return load_rules([write_pack(tmp_path, text.replace("foo syntax", "foo"))], shipped=False)


@pytest.mark.parametrize(
    ("config", "chosen"),
    [
        (Config(), ["calques/one", "syntax/three"]),
        (Config(pedantic=True), ["calques/one", "calques/group/two", "syntax/three"]),
        (Config(disable=frozenset({"calques"})), ["syntax/three"]),
        (Config(disable=frozenset({"syntax/three"})), ["calques/one"]),
        (Config(disable=frozenset({"pack"})), []),
        (Config(disable=frozenset({"fluency/grammar"})), []),
        (Config(disable=frozenset({"fluency"})), []),
        (Config(disable=frozenset({"calq"})), ["calques/one", "syntax/three"]),
        (
            Config(enable=frozenset({"calques/group"})),
            ["calques/one", "calques/group/two", "syntax/three"],
        ),
        (
            Config(disable=frozenset({"calques"}), enable=frozenset({"calques/group/two"})),
            ["calques/group/two", "syntax/three"],
        ),
        (
            Config(pedantic=True, disable=frozenset({"calques/one"}), enable=frozenset({"pack"})),
            ["calques/group/two", "syntax/three"],
        ),
        (
            Config(enable=frozenset({"calques/one"}), disable=frozenset({"calques/one"})),
            ["syntax/three"],
        ),
    ],
)
def test_select(config: Config, chosen: list[str], some_rules: RuleSet) -> None:
    assert [rule.id for rule in some_rules.select(config)] == chosen


def test_severity_of_the_longest_name_counts(some_rules: RuleSet) -> None:
    severity = {"calques": Severity.MINOR, "calques/group/two": Severity.CRITICAL}
    chosen = some_rules.select(Config(pedantic=True, severity=severity))
    assert [r.severity for r in chosen] == [Severity.MINOR, Severity.CRITICAL, Severity.MAJOR]


def test_unknown_rule_names_the_nearest(some_rules: RuleSet) -> None:
    with pytest.raises(MtcheckError, match="no rule calques/on; did you mean calques/one"):
        some_rules.get("calques/on")
