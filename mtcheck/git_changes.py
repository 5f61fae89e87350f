"""What has changed since a revision, as the git program says."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mtcheck.model import MtcheckError

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_NO_FILE = b"/dev/null"
_DIFF = (
    *("diff", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--no-color"),
    *("--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=all"),
    *("--src-prefix=a/", "--dst-prefix=b/", "--text"),
)
_EMPTY_TREE = ("hash-object", "-t", "tree", "--stdin")
"""Names what there is before the first commit, when the input is empty."""


@dataclass(frozen=True, slots=True)
class LineRange:
    """Changed lines ``start`` to before ``end`` of a file as it is now, counted from 1.

    Where ``start`` is ``end`` lines were taken out before line ``start``; ``joins_before``
    and ``joins_after`` say whether the first and the last of them held text, so that the
    paragraph on that side has lost some. Lines end in LF.
    """

    start: int
    end: int
    joins_before: bool = False
    joins_after: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between a revision and the working tree whose folder is ``root``.

    ``lines`` has the tracked files that changed and ``tracked`` all that git knows, both by
    path from ``root``.
    """

    root: Path
    lines: Mapping[str, tuple[LineRange, ...]]
    tracked: frozenset[str]

    def of(self, path: Path) -> tuple[LineRange, ...] | None:
        """The changed lines of a file; ``None`` when all count, empty when none did.

        All lines of a file that git does not track count. Raises ``MtcheckError`` for a file
        outside the working tree.
        """
        real = Path(os.path.realpath(path.parent)) / path.name
        try:
            name = real.relative_to(self.root).as_posix()
        except ValueError:
            raise MtcheckError(
                f"{path}: not in the git working tree {self.root}; check it without --diff"
            ) from None
        return self.lines.get(name, ()) if name in self.tracked else None


def changes_since(revision: str, folder: Path | None = None) -> Changes:
    """The changes between ``revision`` and the working tree around ``folder`` (the current one).

    ``A...`` and ``A...HEAD`` mean the commit where A and HEAD parted; before the first commit
    everything has changed since HEAD. Renamed files are
    compared with what they were. Raises ``MtcheckError`` where there is no git, no
    repository or no such revision.
    """
    here = folder or Path.cwd()
    top = _git(here, "rev-parse", "--show-toplevel", failing=f"--diff {revision}")
    root = _folder(top)
    commit = _commit(root, revision)
    diff = _git(root, *_DIFF, commit, "--", failing=f"--diff {revision}")
    listed = _git(root, "ls-files", "-z", failing=f"--diff {revision}")
    tracked = frozenset(map(os.fsdecode, filter(None, listed.split(b"\0"))))
    return Changes(root, dict(_changed_files(diff)), tracked)


def working_tree(folder: Path) -> Path | None:
    """The folder of the git working tree around ``folder``; ``None`` where there is none."""
    try:
        found = _run(folder, "rev-parse", "--show-toplevel")
    except MtcheckError:
        return None
    return None if found.returncode else _folder(found.stdout)


def _folder(printed: bytes) -> Path:
    return Path(os.path.realpath(os.fsdecode(printed.removesuffix(b"\n"))))


def _commit(root: Path, revision: str) -> str:
    base, dots, head = revision.partition("...")
    if dots and head in ("", "HEAD"):
        ours = _resolved(root, "HEAD", revision)
        theirs = _resolved(root, base or "HEAD", revision)
        found = _run(root, "merge-base", theirs, ours)
        if found.returncode:
            raise MtcheckError(
                f"--diff {revision}: {base} and HEAD have no commit in common{_shallow(root)}"
            )
        return found.stdout.decode().strip()
    if dots or ".." in revision:
        raise MtcheckError(
            f"--diff {revision}: name one revision, or REV... for where HEAD left it"
        )
    return _resolved(root, revision, revision)


def _resolved(root: Path, name: str, revision: str) -> str:
    query = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    found = _run(root, *query)
    if not found.returncode:
        return found.stdout.decode().strip()
    if name == revision == "HEAD" and not _run(root, "symbolic-ref", "--quiet", "HEAD").returncode:
        return _git(root, *_EMPTY_TREE, failing="--diff HEAD").decode().strip()
    raise MtcheckError(f"--diff {revision}: git knows no revision “{name}”{_shallow(root)}")


def _shallow(root: Path) -> str:
    if _run(root, "rev-parse", "--is-shallow-repository").stdout.strip() != b"true":
        return ""
    return (
        " in this shallow clone; fetch more of it (git fetch --unshallow; fetch-depth: 0 in "
        "GitHub's checkout; GIT_DEPTH: 0 in GitLab)"
    )


def _git(folder: Path, *arguments: str, failing: str) -> bytes:
    ran = _run(folder, *arguments)
    if ran.returncode:
        said = ran.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        reason = said[0].removeprefix("fatal: ")
        raise MtcheckError(f"{failing}: {reason}; it needs a git repository with a working tree")
    return ran.stdout


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat"}
    try:
        return subprocess.run(
            ("git", *arguments),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=environment,
        )
    except FileNotFoundError:
        raise MtcheckError("--diff needs the git program; install it") from None


def _changed_files(diff: bytes) -> Iterator[tuple[str, tuple[LineRange, ...]]]:
    """Each file of a diff that is still there, with its changed lines."""
    name: str | None = None
    ranges: list[LineRange] = []
    lines = iter(diff.split(b"\n"))
    for line in lines:
        if line.startswith(b"diff --git "):
            if name is not None:
                yield name, tuple(ranges)
            name, ranges = None, []
        elif line.startswith(b"+++ "):
            name = _name(line[4:])
        elif hunk := _HUNK.match(line):
            ranges.append(_range(hunk, lines))
    if name is not None:
        yield name, tuple(ranges)


def _range(hunk: re.Match[bytes], lines: Iterator[bytes]) -> LineRange:
    """The range of a hunk, whose lines are read over."""
    removed, added = (int(n) if n is not None else 1 for n in (hunk[1], hunk[3]))
    old, read = [], 0
    while read < removed + added:
        line = next(lines)
        if line.startswith((b"-", b"+")):
            read += 1
            if line.startswith(b"-"):
                old.append(bool(line[1:].strip()))
    start = int(hunk[2])
    if added:
        return LineRange(start, start + added)
    return LineRange(start + 1, start + 1, old[0], old[-1])


def _name(header: bytes) -> str | None:
    """The path of a ``+++`` header, which git quotes as C does when it holds odd characters."""
    if header.startswith(b'"'):
        quoted = header.rstrip(b"\t")[1:-1]
        header = quoted.decode("unicode_escape").encode("latin-1")
    elif header.rstrip(b"\t") == _NO_FILE:
        return None
    else:
        header = header.removesuffix(b"\t")
    return os.fsdecode(header.removeprefix(b"b/"))
