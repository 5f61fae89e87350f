"""``check --fix`` and ``--diff-only``: what happens to files, and patches that others apply."""

from __future__ import annotations

import codecs
import io
import subprocess
import sys
from pathlib import Path

import pytest

from mtcheck.cli import main
from mtcheck.fixing import patch_of
from mtcheck.model import MtcheckError

RULES_ONLY = ("--detector", "patterns")
WRONG = "He called the plan «a step back».\r\nPupils of school № 12 were sent home.\r\n"
RIGHT = "He called the plan “a step back”.\r\nPupils of school No. 12 were sent home.\r\n"


class Ran:
    def __init__(self, code: int, out: bytes, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["mtcheck", "check", *RULES_ONLY, *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfdbinary.readouterr()
        return Ran(int(ended.value.code or 0), out, err.decode())

    return call


def test_a_file_is_fixed_in_place(run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(codecs.BOM_UTF8 + WRONG.encode())
    file.chmod(0o640)
    clean = tmp_path / "clean.txt"
    clean.write_text("The bridge was opened on Friday.\n")
    before = clean.stat().st_mtime_ns
    ran = run("--fix", "a.txt", "clean.txt")
    assert file.read_bytes() == codecs.BOM_UTF8 + RIGHT.encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert clean.stat().st_mtime_ns == before
    assert ran.err == "fixed 2 in 1 of 2 files\n"
    assert ran.code == 0
    assert b"guillemets" not in ran.out
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "clean.txt"]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251"])
def test_the_encoding_stays(run, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(WRONG.encode(encoding))
    run("--fix", "--encoding", "cp1251", "a.txt")
    assert file.read_bytes() == RIGHT.encode(encoding)


def test_standard_input_is_not_fixed(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    ran = run("--fix", "-")
    assert ran.code == 2
    assert ran.err == (
        "mtcheck: standard input cannot be fixed in place; use --diff-only, or a file\n"
    )


PAGE = "<p>It is <b>«so»</b> &amp; the school № 12 is shut.</p>\n<p>No line end here: №5"


@pytest.mark.parametrize("command", [("git", "apply"), ("patch", "-p1", "--binary")])
@pytest.mark.parametrize(
    ("name", "text"), [("a b.txt", WRONG), ("новости.txt", WRONG), ("x/a.html", PAGE)]
)
def test_the_patch_can_be_applied(
    run, tmp_path: Path, command: tuple[str, ...], name: str, text: str
) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode())
    ran = run("--diff-only", name)
    assert (ran.code, ran.err) == (1, "")
    assert file.read_bytes() == text.encode()
    subprocess.run([*command], input=ran.out, cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    patched = file.read_bytes()
    assert patched != text.encode()
    file.write_bytes(text.encode())
    run("--fix", name)
    assert file.read_bytes() == patched
    assert run("--diff-only", name).out == b""


def test_a_patch_goes_without_reports(run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge was opened on Friday.\n")
    assert run("--diff-only", "a.txt").code == 0
    ran = run("--diff-only", "--format", "json", "a.txt")
    assert (ran.code, ran.err) == (
        2,
        "mtcheck: --diff-only prints a patch; leave --format and --output out\n",
    )


def test_a_terminal_gets_no_control_characters(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("He called \x1b[31mthe\x1b[0m plan «a step back».\n")
    assert b"\x1b[31m" in run("--diff-only", "a.txt").out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    out = run("--diff-only", "a.txt").out
    assert b"\x1b" not in out
    assert "·[31mthe·[0m plan “a step back”.\n".encode() in out


def test_only_changed_lines_are_fixed(run, tmp_path: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    file = tmp_path / "a.txt"
    file.write_text("He called it «a step».\n\nThe end.\n")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    file.write_text("He called it «a step».\n\nThe end of school № 12.\n")
    run("--fix", "--diff", "HEAD", "a.txt")
    assert file.read_text() == "He called it «a step».\n\nThe end of school No. 12.\n"


def test_patches_end_as_the_files_do() -> None:
    patch = patch_of("a.txt", b"one\ntwo", b"one\n2\n").decode()
    assert patch.splitlines()[2:] == [
        "@@ -1,2 +1,2 @@",
        " one",
        "-two",
        "\\ No newline at end of file",
        "+2",
    ]
    assert patch_of("a.txt", b"same", b"same") == b""
    with pytest.raises(MtcheckError, match="no patch is made of UTF-16"):
        patch_of("a.txt", "a".encode("utf-16"), "b".encode("utf-16"))
