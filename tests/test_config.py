"""Settings files: what they say and how they are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.config import Config, Ignore, find_config, load_config
from mtcheck.limits import GateSettings, Limits, PathLimits
from mtcheck.model import MtcheckError, Severity

FULL = """
fail-on = "critical"
pedantic = true
packs = ["our-rules"]
disable = ["calques", "style/awkward"]
enable = ["calques/quoted-by"]
require = ["grammar"]
exclude = ["drafts/*"]

[severity]
"punctuation/dash-after-speech" = "major"

[languagetool]
url = "http://127.0.0.1:8081"
speller = true

[[ignore]]
path = "archive/*.txt"
rules = ["untranslated/cyrillic-word"]
reason = "old pieces stay as they were"
"""


def write(tmp_path: Path, text: str, name: str = "mtcheck.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_every_key_arrives(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, FULL))
    assert config == Config(
        packs=(tmp_path / "our-rules",),
        disable=frozenset({"calques", "style/awkward"}),
        enable=frozenset({"calques/quoted-by"}),
        severity={"punctuation/dash-after-speech": Severity.MAJOR},
        pedantic=True,
        require=frozenset({"grammar"}),
        fail_on=Severity.CRITICAL,
        languagetool="http://127.0.0.1:8081",
        speller=True,
        exclude=("drafts/*",),
        ignore=(
            Ignore("archive/*.txt", "untranslated/cyrillic-word", "old pieces stay as they were"),
        ),
        gate=GateSettings(root=tmp_path),
        path=tmp_path / "mtcheck.toml",
    )


def test_the_table_of_pyproject_is_read_and_found_from_below(tmp_path: Path) -> None:
    path = write(tmp_path, '[tool.mtcheck]\nfail-on = "none"\n', "pyproject.toml")
    below = tmp_path / "desk" / "copy"
    below.mkdir(parents=True)
    assert find_config(below) == path
    assert load_config(path).fail_on is None


def test_own_file_goes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path, '[tool.mtcheck]\nfail-on = "none"\n', "pyproject.toml")
    own = write(tmp_path, "pedantic = true\n")
    assert find_config(tmp_path) == own


def test_a_pyproject_without_the_table_is_passed_over(tmp_path: Path) -> None:
    below = tmp_path / "desk"
    below.mkdir()
    own = write(tmp_path, "pedantic = true\n")
    write(below, "[tool.other]\n", "pyproject.toml")
    assert find_config(below) == own


GATE = """
[gate]
fail-on = "none"
max-penalty = 12.5
max-findings = 20
baseline = "known.json"
strict-suppressions = true

[gate.categories.accuracy]
fail-on = "minor"

[gate.categories."style/awkward"]
max-findings = 0

[[gate.paths]]
path = "archive/"
fail-on = "critical"
max-penalty = 40
"""


def test_every_key_of_the_gate_arrives(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, GATE))
    assert config.fail_on is None
    assert config.gate == GateSettings(
        limits=Limits("none", 12.5, 20),
        categories={
            "accuracy": Limits(Severity.MINOR),
            "style/awkward": Limits(max_findings=0),
        },
        paths=(PathLimits("archive/", Limits(Severity.CRITICAL, 40.0)),),
        baseline=tmp_path / "known.json",
        strict_suppressions=True,
        root=tmp_path,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('fail_on = "major"\n', "unknown key “fail_on”; did you mean “fail-on”?"),
        ("[languagetool]\nadress = 'x'\n", "unknown key “languagetool.adress”"),
        ('fail-on = "huge"\n', "“fail-on” has to be one of “minor”"),
        ("pedantic = 1\n", "“pedantic” has to be true or false, not 1"),
        ('disable = "calques"\n', "“disable” has to be a list of strings"),
        ("disable = [1]\n", "“disable” has to be a string, not 1"),
        ('[severity]\nx = "bad"\n', "“severity.x” has to be one of"),
        ("[[ignore]]\npath = 'a'\n", "every “ignore” needs “path” and “rules”"),
        ("pedantic = \n", "not valid TOML"),
        (
            "[gate]\nmax_penalty = 3\n",
            "unknown key “gate.max_penalty”; did you mean “max-penalty”?",
        ),
        ("[gate]\nmax-penalty = -1\n", "“gate.max-penalty” has to be a number from 0 on, not -1"),
        ("[gate]\nmax-penalty = nan\n", "“gate.max-penalty” has to be a number from 0 on"),
        ("[gate]\nmax-findings = 1.5\n", "“gate.max-findings” has to be a whole number"),
        ("[gate]\nmax-findings = true\n", "“gate.max-findings” has to be a whole number"),
        ("[gate.categories.fluencey]\n", "did you mean “fluency”?"),
        ("[gate.categories.style]\nmax-finding = 1\n", "did you mean “max-findings”?"),
        ("[gate]\npaths = 3\n", "“gate.paths” has to be a list of tables"),
        ("[[gate.paths]]\nmax-findings = 1\n", "every “gate.paths” needs “path”"),
        ("[[gate.paths]]\npath = 'a'\nfailon = 'none'\n", "did you mean “fail-on”?"),
        ("fail-on = 'none'\n[gate]\nfail-on = 'minor'\n", "are the same; keep one"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(MtcheckError) as caught:
        load_config(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
