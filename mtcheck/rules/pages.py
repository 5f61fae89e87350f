"""The rules as Markdown: one rule for the terminal, one page a pack for the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from mtcheck.model import Origin
from mtcheck.rules.hits import origin_text
from mtcheck.rules.measured import Measured
from mtcheck.rules.placeholders import Value, fill, fill_message
from mtcheck.rules.rule import Example, Rule, Sense

NOTE = "<!-- Written by “mtcheck rules docs”; change the rule packs, not this page. -->"


def rule_page(rule: Rule, measured: Measured, depth: int = 1) -> str:
    """Everything about one rule, headed by its id at heading level ``depth``."""
    facts = [
        ("Severity", str(rule.severity)),
        ("Category", str(rule.category)),
        ("Level", level_of(rule)),
        ("For", ", ".join(sorted(rule.kinds)) + speech_of(rule)),
        ("Russian", origin_of(rule.origin)),
        ("Measured", figures_of(rule, measured)),
    ]
    lines = [f"{'#' * depth} {rule.id}", "", f"**{rule.title}**", "", _message(rule), ""]
    lines += [f"- {name}: {value}" for name, value in facts if value]
    if rule.suggest:
        lines.append("- Suggests: " + ", ".join(f"“{_shown(text)}”" for text in rule.suggest))
    lines += [f"- {_sense(sense)}" for sense in rule.senses]
    if rule.explain:
        lines += ["", rule.explain]
    for title, bad in (("Wrong", True), ("Right", False)):
        examples = [e for e in rule.examples if e.bad == bad]
        if examples:
            lines += ["", f"{title}:", "", *(f"- {_example(e)}" for e in examples)]
    return "\n".join(lines) + "\n"


def pages(rules: Iterable[Rule], measured: Measured, root: Path) -> Mapping[str, str]:
    """Page text by file name: one a pack of ``root``, and ``README.md`` that lists them."""
    found: dict[str, str] = {}
    index = [NOTE, "", "# Rules", ""]
    ordered = sorted(rules, key=lambda rule: (str(rule.file), rule.at))
    for file, group in groupby(ordered, key=lambda rule: rule.file):
        own = list(group)
        name = "-".join(file.relative_to(root).with_suffix("").parts)
        found[f"{name}.md"] = "\n".join(_pack_page(name, own, measured))
        index.append(f"- [{name}]({name}.md): {len(own)} rule{'s' if len(own) > 1 else ''}")
    if measured.signature:
        index += ["", f"Measured with `{measured.signature}`."]
    return {"README.md": "\n".join(index) + "\n", **found}


def _pack_page(name: str, rules: list[Rule], measured: Measured) -> Iterator[str]:
    yield from (NOTE, "", f"# {name}", "")
    for rule in rules:
        yield rule_page(rule, measured, depth=2)


def level_of(rule: Rule) -> str:
    """``default``, ``tentative`` or ``pedantic``."""
    return "pedantic" if rule.pedantic else "tentative" if rule.tentative else "default"


def speech_of(rule: Rule) -> str:
    """`` (outside direct speech)`` or the like; empty where speech does not matter."""
    return "" if rule.speech == "any" else f" ({rule.speech} direct speech)"


def origin_of(origin: Origin | None) -> str:
    """Form, lemma, construction and gloss of the Russian in one line."""
    if origin is None:
        return ""
    known = [origin.form, origin.lemma, origin.construction, origin.gloss and f"“{origin.gloss}”"]
    return ", ".join(filter(None, known))


def figures_of(rule: Rule, measured: Measured) -> str:
    """Hits in 1,000 words of each corpus, and the precision; empty when not measured."""
    figures = measured.of(rule)
    if figures is None:
        return ""
    rates = [f"{name} {measured.rate(figures, name):.3f}" for name in measured.corpora]
    text = f"{', '.join(rates)} hits in 1,000 words"
    if figures.precision is not None:
        text += f"; {figures.right} of {figures.judged} right on marked text"
    return text


def _shown(template: str) -> str:
    return fill(template, lambda name: Value(f"‹{name}›", f"‹{name}›"))


def _sense(sense: Sense) -> str:
    """One line: what the words stand for and what to write."""
    write = "” or “".join(map(_shown, sense.write or sense.suggest))
    return f"`{sense.of}`: {origin_of(sense.origin)}, “{write}”"


def _message(rule: Rule) -> str:
    if rule.senses:
        known = {"origin": "‹origin›", "suggest": "‹suggest›"}
    else:
        suggest = "” or “".join(map(_shown, rule.suggest))
        known = {"origin": origin_text(rule.origin), "suggest": suggest}
    return fill_message(rule.message, lambda name: Value(f"‹{name}›", f"‹{name}›"), known)


def _example(example: Example) -> str:
    marked = example.text.replace("[[", "**").replace("]]", "**") if example.bad else example.text
    kind = "" if example.kind == "body" else f" ({example.kind})"
    return f"{marked}{kind}"
