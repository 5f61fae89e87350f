"""2,000 hostile articles through every report: nothing breaks its format."""

from __future__ import annotations

import pytest

from mtcheck.plugins import REPORTS, load_plugin, plugins
from mtcheck.reports.base import RenderOptions
from tests import hostile
from tests.report_readers import RAW, READERS, read

NUMBER = 2000
BATCH = 50
ALL = list(hostile.texts(NUMBER))
BATCHES = [hostile.report(ALL[i : i + BATCH], i) for i in range(0, NUMBER, BATCH)]


def test_every_format_has_a_reader() -> None:
    assert set(plugins(REPORTS)) == {*READERS, "terminal"}


def test_the_inputs_are_hostile() -> None:
    assert len(set(ALL)) == NUMBER
    together = "".join(ALL)
    assert all(c in together for c in "\x00\x1b\x9b\u202e\u2028\ud800\uffff")
    assert max(map(len, ALL)) > 20_000
    assert sum(len(report.findings) for report in BATCHES) > NUMBER


@pytest.mark.parametrize("name", sorted(READERS))
def test_hostile_articles_do_not_break(name: str) -> None:
    renderer = load_plugin(REPORTS, name)()
    for batch, report in enumerate(BATCHES):
        options = RenderOptions(verdict=ALL[batch], passed=False)
        text = renderer.render(report, options)
        assert read(name, text, report) == len(report.findings)


@pytest.mark.parametrize("color", [False, True])
def test_hostile_articles_do_not_steer_the_terminal(color: bool) -> None:
    renderer = load_plugin(REPORTS, "terminal")()
    for batch, report in enumerate(BATCHES):
        text = renderer.render(report, RenderOptions(color=color, verdict=ALL[batch]))
        for colour in set(hostile.colours(text)):
            text = text.replace(colour, "")
        assert not RAW.search(text)
