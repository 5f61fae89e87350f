"""Only what changed: the paragraphs that changed lines touch, and the command that checks them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.config import Config
from mtcheck.formats import decode_document
from mtcheck.git_changes import LineRange
from mtcheck.model import Span
from mtcheck.verdict import judge
from mtcheck.verdict.changed import changed_part
from tests.command_line import RULES_ONLY, Ran, assert_one_line
from tests.factories import finding
from tests.git_repository import Repository

Run = Callable[..., Ran]
GOOD = "The mayor opened the bridge on Friday.\n"
BAD = "The Americans otrulivaet aside on Friday.\n"


def document(text: str):  # type: ignore[no-untyped-def]
    return decode_document(text.encode(), "a.md")


def kept(text: str, *changed: LineRange) -> list[str]:
    """The words “bad…” of ``text`` that are left after a change of these lines."""
    read = document(text)
    found = [finding(i, i + 4) for i in range(len(text)) if text.startswith("bad", i)]
    whole = judge(read, found, Config())
    part = changed_part(read, whole, changed)
    assert part.words == whole.words
    assert part.score.penalty == len(part.findings)
    return [f.text for f in part.findings]


WRAPPED = "A bad1 line,\nand a bad2 line.\n\n- an item bad3\n- an item bad4\n\nThe end bad5.\n"


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        (LineRange(1, 2), ["bad1", "bad2"]),
        (LineRange(2, 3), ["bad1", "bad2"]),
        (LineRange(3, 4), []),
        (LineRange(4, 5), ["bad3"]),
        (LineRange(4, 6), ["bad3", "bad4"]),
        (LineRange(2, 8), ["bad1", "bad2", "bad3", "bad4", "bad5"]),
        (LineRange(2, 2, True, True), ["bad1", "bad2"]),
        (LineRange(3, 3, True, True), ["bad1", "bad2"]),
        (LineRange(3, 3, False, True), []),
        (LineRange(7, 7, True, True), ["bad5"]),
        (LineRange(7, 7, True, False), []),
    ],
)
def test_the_paragraphs_that_a_change_touches(changed: LineRange, left: list[str]) -> None:
    assert kept(WRAPPED, changed) == left


@given(
    st.lists(st.sampled_from(["bad1 one\n", "two\n", "\n", "- bad2 x\n"]), max_size=12),
    st.integers(1, 14),
    st.integers(1, 14),
)
def test_what_stands_on_a_changed_line_always_counts(
    parts: list[str], start: int, length: int
) -> None:
    text = "".join(parts)
    touched = "".join(parts[start - 1 : start - 1 + length])
    left = kept(text, LineRange(start, start + length))
    assert len(left) >= touched.count("bad")
    assert len(left) <= text.count("bad")


def test_a_span_of_no_width_counts_where_it_stands() -> None:
    read = document("One.\n\nTwo.\n")
    gap = judge(read, [finding(6, 6), finding(0, 0)], Config())
    assert [f.span for f in changed_part(read, gap, [LineRange(3, 4)]).findings] == [Span(6, 6)]


def paths(ran: Ran) -> list[str]:
    return [d["path"] for d in json.loads(ran.out)["documents"]]


def test_the_command_checks_only_what_changed(
    run: Run, repository: Repository, monkeypatch
) -> None:
    monkeypatch.chdir(repository.folder)
    repository.write("old.txt", BAD)
    repository.write("desk/mixed.txt", BAD + "\n" + GOOD)
    repository.commit()
    repository.write("desk/mixed.txt", BAD + "\n" + GOOD + "\nMore of it.\n")
    check = ("check", *RULES_ONLY, "--diff", "HEAD", "-f", "json")
    clean = run(*check, ".")
    assert (clean.code, paths(clean)) == (0, ["desk/mixed.txt"])
    repository.write("desk/mixed.txt", BAD + "\n" + GOOD + "\n" + BAD)
    repository.write("desk/new.txt", BAD)
    failed = run(*check, ".")
    assert (failed.code, paths(failed)) == (1, ["desk/mixed.txt", "desk/new.txt"])
    assert [f["line"] for f in json.loads(failed.out)["documents"][0]["findings"]] == [5]

    monkeypatch.chdir(repository.folder / "desk")
    assert paths(run(*check, ".")) == ["mixed.txt", "new.txt"]
    nothing = run(*check, "../old.txt")
    assert nothing.code == 0
    assert nothing.err == "mtcheck: note: nothing given has changed since HEAD\n"
    assert run(*check, "../old.txt", "--quiet").err == ""


def test_a_changed_utf_16_file_is_checked_as_a_whole(
    run: Run, repository: Repository, monkeypatch
) -> None:
    monkeypatch.chdir(repository.folder)
    repository.write("a.txt", (BAD + "\n" + GOOD).encode("utf-16"))
    repository.commit()
    assert paths(run("check", *RULES_ONLY, "--diff", "HEAD", "-f", "json", "a.txt")) == []
    repository.write("a.txt", (BAD + "\n" + GOOD + "\nMore Њ.\n").encode("utf-16"))
    assert run("check", *RULES_ONLY, "--diff", "HEAD", "a.txt").code == 1


def test_known_findings_and_changes_together(run: Run, repository: Repository, monkeypatch) -> None:
    monkeypatch.chdir(repository.folder)
    repository.write("a.txt", BAD + "\n" + GOOD)
    repository.commit()
    run("baseline", "create", *RULES_ONLY, "a.txt")
    repository.write("a.txt", BAD.replace("Friday", "Monday") + "\n" + GOOD)
    check = ("check", *RULES_ONLY, "--diff", "HEAD", "a.txt")
    assert run(*check).code == 1
    known = run(*check, "--baseline", "mtcheck-baseline.json")
    assert known.code == 0
    assert "known: 1 finding" in known.out


def test_where_git_cannot_help(run: Run, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "a.txt").write_text(BAD, "utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    check = ("check", *RULES_ONLY, "--diff", "HEAD")
    assert_one_line(run(*check, "a.txt"), "--diff HEAD", "not a git repository")
    repository = Repository(tmp_path / "newsroom")
    repository.commit()
    monkeypatch.chdir(repository.folder)
    assert_one_line(run(*check, "../a.txt"), "not in the git working tree")
    assert_one_line(run(*check, "-"), "standard input")
    assert_one_line(run("check", "--diff", "nowhere", "."), "git knows no revision “nowhere”")
    monkeypatch.chdir(repository.folder / ".git")
    assert_one_line(run(*check, "../../a.txt"), "work tree")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("git") is None
    assert_one_line(run(*check, "a.txt"), "--diff needs the git program")
