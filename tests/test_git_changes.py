"""What git says has changed, and where git cannot help."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.git_changes import LineRange, changes_since
from mtcheck.model import MtcheckError
from tests.git_repository import Repository, clean_environment

GOOD = "The mayor opened the bridge on Friday.\n"
BAD = "The Americans otrulivaet aside on Friday.\n"


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


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", "", "+c", "-d"]), max_size=8),
    st.lists(st.sampled_from(["a", "b", "", "+c", "-d"]), max_size=8),
)
def test_lines_that_did_not_change_were_there_before(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], new: list[str]
) -> None:
    repository = Repository(tmp_path_factory.mktemp("repository"))
    path = repository.write("a.txt", "".join(f"{line}\n" for line in old))
    repository.commit()
    repository.write("a.txt", "".join(f"{line}\n" for line in new))
    ranges = changes_since("HEAD", repository.folder).of(path)
    assert ranges is not None
    assert bool(ranges) is (old != new)
    changed = {number for r in ranges for number in range(r.start, r.end)}
    kept = [line for number, line in enumerate(new, 1) if number not in changed]
    before = iter(old)
    assert all(line in before for line in kept)
    assert changed <= set(range(1, len(new) + 1))
