"""Neural quality estimation: a checkpoint in a Python of its own.

With MTCHECK_COMET_PYTHON naming a Python that has unbabel-comet, small checkpoints are made and
loaded for real; without, the process is tried with a stand-in for the package.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mtcheck.comet import installation
from mtcheck.comet_settings import PYTHON_VARIABLE
from mtcheck.config import load_config
from mtcheck.model import MtcheckError
from tests.command_line import assert_one_line

RUSSIAN = "Переговоры в Алеппо\n\nАмериканцы уехали. Министр Лавров остался.\n"
ENGLISH = "Talks in Aleppo\n\nThe Americans left. Minister Lavrov stayed.\n"
REAL = os.environ.get(PYTHON_VARIABLE, "")
MAKER = Path(__file__).with_name("make_comet_checkpoint.py")
STAND_IN = """
class Found(dict):
    __getattr__ = dict.__getitem__

class Model:
    def requires_references(self):
        return "da" in self.path

    def predict(self, rows, batch_size, gpus, progress_bar, num_workers):
        print("a library that writes to standard output")
        spans = [
            [{"start": r["mt"].find("Lavrov"), "end": r["mt"].find("Lavrov") + 7, "text": "Lavrov",
              "severity": "major", "confidence": 0.75}] if "Lavrov" in r["mt"] else []
            for r in rows
        ]
        scores = [len(r["mt"]) / 100 for r in rows]
        return Found(scores=scores, metadata=Found(error_spans=spans))

def load_from_checkpoint(path, local_files_only):
    model = Model()
    model.path = path
    return model
"""


@pytest.fixture(autouse=True)
def texts(tmp_path: Path) -> None:
    (tmp_path / "a.en.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "a.ru.txt").write_text(RUSSIAN, "utf-8")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkpoint, and this Python with a package called comet."""
    site = tmp_path / "site"
    (site / "comet").mkdir(parents=True)
    (site / "comet" / "__init__.py").write_text(STAND_IN, "utf-8")
    facts = site / "unbabel_comet-9.9.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: unbabel-comet\nVersion: 9.9\n")
    monkeypatch.setenv("PYTHONPATH", str(site))
    monkeypatch.setenv(PYTHON_VARIABLE, sys.executable)
    checkpoint = tmp_path / "model" / "checkpoints" / "model.ckpt"
    checkpoint.parent.mkdir(parents=True)
    checkpoint.write_bytes(b"")
    return checkpoint


def check(run, checkpoint: Path, *more: str):
    beside = ("a.en.txt", "--source", "a.ru.txt", "--fail-on", "none")
    return run("check", *beside, "--detector", "comet", "--comet", checkpoint, *more)


def test_scores_and_spans_come_into_the_report(run, stand_in: Path) -> None:
    ran = check(run, stand_in, "-f", "json")
    assert ran.code == 0, ran.err
    (document,) = json.loads(ran.out)["documents"]
    (found,) = document["findings"]
    assert (found["text"], found["severity"], found["confidence"]) == ("Lavrov", "major", 0.75)
    assert (found["rule"], found["detector"]) == ("comet/major-error", "comet")
    assert ENGLISH[found["start"] : found["end"]] == "Lavrov"
    estimate = document["estimate"]
    assert estimate["signature"] == f"comet:9.9|Model|{stand_in}"
    texts = [ENGLISH[s["start"] : s["end"]] for s in estimate["segments"]]
    assert texts == ["Talks in Aleppo", "The Americans left.", "Minister Lavrov stayed."]
    assert [s["score"] for s in estimate["segments"]] == [len(text) / 100 for text in texts]


def test_the_terminal_shows_the_mean(run, stand_in: Path) -> None:
    assert "COMET 0.190  lowest: line 1 0.15" in check(run, stand_in.parents[1]).out


def test_what_cannot_be_done_is_said_with_its_remedy(
    run, stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = tmp_path / "da" / "model.ckpt"
    beside.parent.mkdir()
    beside.write_bytes(b"")
    assert "scores only beside a reference" in check(run, beside).out.replace("\n", " ")
    ran = check(run, tmp_path / "no.ckpt", "--require", "comet")
    assert_one_line(ran, "cannot be used (there is no checkpoint")
    monkeypatch.setenv(PYTHON_VARIABLE, str(tmp_path / "no-python"))
    assert_one_line(check(run, stand_in, "--require", "comet"), "No such file")
    monkeypatch.delenv("PYTHONPATH")
    monkeypatch.setenv(PYTHON_VARIABLE, sys.executable)
    elsewhere = tmp_path / "x.ckpt"
    elsewhere.write_bytes(b"")
    ran = check(run, elsewhere, "--require", "comet")
    assert_one_line(ran, "unbabel-comet is not installed there", "mtcheck comet install")


def test_without_a_checkpoint_nothing_is_said(run) -> None:
    ran = run("check", "a.en.txt", "--source", "a.ru.txt", "--fail-on", "none")
    assert "comet" not in ran.out


def test_settings(tmp_path: Path) -> None:
    path = tmp_path / "mtcheck.toml"
    path.write_text('[comet]\ncheckpoint = "x/model.ckpt"\nbatch-size = 2\n', "utf-8")
    found = load_config(path).comet
    assert (found.checkpoint, found.batch_size) == (tmp_path / "x/model.ckpt", 2)
    path.write_text("[comet]\nmodel = 1\n", "utf-8")
    with pytest.raises(MtcheckError, match=r"unknown key “comet\.model”"):
        load_config(path)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that is all the world uv knows, and an empty cache folder."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for name in (PYTHON_VARIABLE, "PYTHONPATH", "MTCHECK_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv-cache"))
    monkeypatch.setenv("UV_FIND_LINKS", str(wheels))
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "cache"))
    return wheels


def put_wheel(shelf: Path, name: str, version: str, package: str, code: str) -> None:
    facts = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(shelf / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{package}/__init__.py", code)
        said = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        wheel.writestr(f"{facts}/METADATA", said)
        tag = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        wheel.writestr(f"{facts}/WHEEL", tag)
        wheel.writestr(f"{facts}/RECORD", "")


def test_the_second_python_is_made_and_used(run, shelf: Path, tmp_path: Path) -> None:
    checkpoint = tmp_path / "model.ckpt"
    checkpoint.write_bytes(b"")
    ran = check(run, checkpoint, "--require", "comet")
    assert_one_line(ran, "unbabel-comet is not installed", "run: mtcheck comet install")
    assert run("comet", "status").code == 1
    put_wheel(shelf, "unbabel_comet", "2.9", "comet", STAND_IN)
    put_wheel(shelf, "setuptools", "80.0", "setuptools", "")
    ran = run("comet", "install", "--python", sys.executable)
    assert (ran.code, ran.err) == (0, "")
    assert "unbabel-comet 2.9 installed" in ran.out
    assert sorted(p.name for p in (tmp_path / "cache").iterdir()) == ["comet", "comet.lock"]
    assert run("comet", "status").code == 0
    (document,) = json.loads(check(run, checkpoint, "-f", "json").out)["documents"]
    assert document["estimate"]["signature"] == f"comet:2.9|Model|{checkpoint}"


def test_a_second_python_that_cannot_be_made_leaves_nothing(
    run, shelf: Path, tmp_path: Path
) -> None:
    assert_one_line(run("comet", "install"), "could not be installed (", "run: mtcheck comet")
    assert [p.name for p in (tmp_path / "cache").iterdir()] == ["comet.lock"]
    older = tmp_path / "cache" / "comet" / "bin" / "python"
    older.parent.mkdir(parents=True)
    older.write_bytes(b"")
    put_wheel(shelf, "unbabel_comet", "2.9", "comet", "import torch_is_not_there")
    put_wheel(shelf, "setuptools", "80.0", "setuptools", "")
    assert_one_line(run("comet", "install"), "No module named 'torch_is_not_there'")
    assert older.is_file()
    assert not (tmp_path / "cache" / "comet.partial").exists()


def test_without_uv_or_network_it_says_so(
    run, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_wheel(shelf, "unbabel_comet", "2.9", "comet", STAND_IN)
    monkeypatch.setenv("MTCHECK_OFFLINE", "1")
    assert_one_line(run("comet", "install"), "MTCHECK_OFFLINE forbids downloads")
    monkeypatch.setattr(installation.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(installation.shutil, "which", lambda _: None)
    assert_one_line(run("comet", "install"), "uv, which", "pip install 'mtcheck[comet]'")


@pytest.mark.skipif(not REAL, reason=f"COMET WAS NOT TRIED: {PYTHON_VARIABLE} names no Python")
@pytest.mark.parametrize(
    ("kind", "model"), [("xcomet", "XCOMETMetric"), ("kiwi", "UnifiedMetric"), ("da", "")]
)
def test_a_real_checkpoint(run, tmp_path: Path, kind: str, model: str) -> None:
    subprocess.run([REAL, MAKER, tmp_path / kind, kind], check=True, capture_output=True)
    ran = check(run, tmp_path / kind, "-f", "json")
    assert ran.code == 0, ran.err
    (document,) = json.loads(ran.out)["documents"]
    if kind == "da":
        assert "scores only beside a reference" in document["skipped"][0]["reason"]
        return
    assert f"|{model}|" in document["estimate"]["signature"]
    assert len(document["estimate"]["segments"]) == 3
    for found in document["findings"]:
        assert found["text"] == ENGLISH[found["start"] : found["end"]].strip()
        assert found["rule"] == f"comet/{found['severity']}-error"
    assert bool(document["findings"]) is (kind == "xcomet")
