"""Only what changed: lines that git names, the paragraphs they touch, and where git cannot help."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.config import Config
from mtcheck.formats import decode_document
from mtcheck.git_changes import LineRange, changes_since
from mtcheck.model import MtcheckError, Span
from mtcheck.verdict import judge
from mtcheck.verdict.changed import changed_part
from tests.command_line import RULES_ONLY, Ran, assert_one_line
from tests.factories import finding
from tests.git_repository import Repository, clean_environment

Run = Callable[..., Ran]
GOOD = "The mayor opened the bridge on Friday.\n"
BAD = "The Americans otrulivaet aside on Friday.\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.chdir(tmp_path)
    made = Repository(tmp_path / "newsroom")
    monkeypatch.chdir(made.folder)
    return made


def lines(name: str, revision: str = "HEAD") -> tuple[LineRange, ...] | None:
    return changes_since(revision).of(Path(name))


def test_changed_lines_of_a_tracked_file(repository: Repository) -> None:
    repository.write("a.txt", "one\ntwo\nthree\nfour\n")
    repository.commit()
    assert lines("a.txt") == ()
    repository.write("a.txt", "one\nTWO\nthree\nfour\nfive\nsix\n")
    assert lines("a.txt") == (LineRange(2, 3), LineRange(5, 7))


def test_lines_taken_out(repository: Repository) -> None:
    repository.write("a.txt", "one\n\ntwo\nthree\n\nfour\n")
    repository.commit()
    repository.write("a.txt", "one\n\ntwo\n\nfour\n")
    assert lines("a.txt") == (LineRange(4, 4, True, True),)
    repository.write("a.txt", "one\n\nfour\n")
    (taken,) = lines("a.txt") or ()
    assert taken.joins_before is not taken.joins_after


def test_a_change_that_looks_like_a_header_is_text(repository: Repository) -> None:
    repository.write("a.txt", "-- a/x\nend\n")
    repository.commit()
    repository.write("a.txt", "++ b/other.txt\ndiff --git a/x b/x\n@@ -1 +9 @@\nend\n")
    assert lines("a.txt") == (LineRange(1, 4),)


def test_without_a_line_end_at_the_end(repository: Repository) -> None:
    repository.write("a.txt", "one\ntwo")
    repository.write("b.txt", "one\n")
    repository.commit()
    repository.write("a.txt", "one\nthree")
    repository.write("b.txt", "two\n")
    assert (lines("a.txt"), lines("b.txt")) == ((LineRange(2, 3),), (LineRange(1, 2),))


def test_a_renamed_file_has_only_its_edits(repository: Repository) -> None:
    text = "".join(f"Line {i} of the article.\n" for i in range(30))
    repository.write("old.txt", text)
    repository.write("same.txt", text.replace("article", "column"))
    repository.commit()
    repository.git("mv", "old.txt", "new.txt")
    repository.git("mv", "same.txt", "moved.txt")
    repository.write("new.txt", text.replace("Line 7 ", "Row 7 "))
    assert lines("new.txt") == (LineRange(8, 9),)
    assert lines("moved.txt") == ()


def test_untracked_and_ignored_files_count_as_a_whole(repository: Repository) -> None:
    repository.write(".gitignore", "draft.txt\n")
    repository.commit()
    repository.write("new.txt", GOOD)
    repository.write("draft.txt", GOOD)
    assert (lines("new.txt"), lines("draft.txt")) == (None, None)
    repository.git("add", "new.txt")
    assert lines("new.txt") == (LineRange(1, 2),)


@pytest.mark.parametrize(
    "name",
    ["новости.txt", 'a "quoted" name.txt', "tab\there.txt", "back\\slash.txt", "a b/c d.txt"],
)
@pytest.mark.parametrize("quoting", ["true", "false"])
def test_odd_names(repository: Repository, name: str, quoting: str) -> None:
    repository.git("config", "core.quotePath", quoting)
    repository.write(name, GOOD)
    repository.commit()
    repository.write(name, GOOD + BAD)
    assert lines(name) == (LineRange(2, 3),)


def test_settings_of_the_user_do_not_change_the_diff(repository: Repository) -> None:
    for key, value in {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "diff.renames": "false",
        "diff.relative": "true",
        "diff.interHunkContext": "20",
        "color.ui": "always",
        "diff.external": "false",
    }.items():
        repository.git("config", key, value)
    repository.write("desk/a.txt", "one\ntwo\nthree\nfour\n")
    repository.commit()
    repository.write("desk/a.txt", "ONE\ntwo\nthree\nFOUR\n")
    assert lines("desk/a.txt") == (LineRange(1, 2), LineRange(4, 5))


@pytest.mark.parametrize("revision", ["main...", "main...HEAD"])
def test_three_dots_mean_where_head_left(repository: Repository, revision: str) -> None:
    repository.write("a.txt", "one\n\ntwo\n")
    repository.commit()
    repository.git("switch", "-q", "-c", "topic")
    repository.write("a.txt", "one\n\ntwo!\n")
    repository.commit()
    repository.git("switch", "-q", "main")
    repository.write("a.txt", "ONE\n\ntwo\n")
    repository.write("late.txt", GOOD)
    repository.commit()
    repository.git("switch", "-q", "topic")
    assert lines("a.txt", revision) == (LineRange(3, 4),)
    assert lines("a.txt", "main") == (LineRange(1, 2), LineRange(3, 4))


def test_a_detached_head(repository: Repository) -> None:
    repository.write("a.txt", GOOD)
    first = repository.commit()
    repository.write("a.txt", GOOD + BAD)
    repository.commit()
    repository.git("switch", "-q", "--detach", "HEAD")
    assert lines("a.txt", first) == lines("a.txt", "HEAD~1") == (LineRange(2, 3),)
    assert lines("a.txt") == ()


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nowhere", "git knows no revision “nowhere”"),
        ("", "git knows no revision"),
        ("--all", "git knows no revision “--all”"),
        ("HEAD:a.txt", "git knows no revision"),
        ("main..HEAD", "name one revision"),
        ("main...topic", "name one revision"),
        ("nowhere...", "git knows no revision “nowhere”"),
    ],
)
def test_revisions_that_are_none(repository: Repository, revision: str, said: str) -> None:
    repository.write("a.txt", GOOD)
    repository.commit()
    with pytest.raises(MtcheckError, match=said) as caught:
        changes_since(revision)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("format_", ["sha1", "sha256"])
def test_before_the_first_commit_everything_has_changed(tmp_path: Path, format_: str) -> None:
    folder = tmp_path / "new"
    subprocess.run(
        ("git", "init", "-q", f"--object-format={format_}", str(folder)),
        check=True,
        env=clean_environment(),
    )
    for name in ("staged.txt", "untracked.txt"):
        (folder / name).write_text(GOOD * 2, "utf-8")
    subprocess.run(("git", "add", "staged.txt"), cwd=folder, check=True, env=clean_environment())
    changes = changes_since("HEAD", folder)
    assert changes.of(folder / "staged.txt") == (LineRange(1, 3),)
    assert changes.of(folder / "untracked.txt") is None
    with pytest.raises(MtcheckError, match="git knows no revision “main”"):
        changes_since("main", folder)


def test_a_shallow_clone_says_how_to_fetch_more(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("a.txt", GOOD)
    first = repository.commit()
    repository.write("a.txt", BAD)
    repository.commit()
    address = repository.folder.as_uri()
    subprocess.run(
        ("git", "clone", "-q", "--depth=1", address, str(tmp_path / "shallow")),
        check=True,
        env=clean_environment(),
    )
    monkeypatch.chdir(tmp_path / "shallow")
    with pytest.raises(MtcheckError, match=r"in this shallow clone; fetch more.*fetch-depth: 0"):
        changes_since(first)


def test_histories_without_a_common_commit(repository: Repository) -> None:
    repository.commit("One")
    repository.git("switch", "-q", "--orphan", "other")
    repository.commit("Another")
    with pytest.raises(MtcheckError, match="no commit in common"):
        changes_since("main...")


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
