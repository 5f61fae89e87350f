"""Columns of plain text that line up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

GAP = "  "


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int | None = None,
    spare: Sequence[str] = (),
) -> Iterator[str]:
    """Lines of a table; words to the left of their columns, figures to the right.

    Where ``width`` columns of a terminal are not enough, columns are left out, the first of
    ``spare`` first, and no line is ever folded.

    >>> list(table(("rule", "hits"), [("a/b", "12"), ("c/long", "–")]))
    ['rule    hits', 'a/b       12', 'c/long     –']
    >>> list(table(("rule", "hits"), [("a/b", "12")], 8, spare=("hits",)))
    ['rule', 'a/b']
    """
    wide = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    shown = list(range(len(head)))
    for name in spare:
        if width is None or sum(wide[i] + len(GAP) for i in shown) - len(GAP) <= width:
            break
        shown.remove(head.index(name))
    right = [all(not row[i][:1].isalpha() for row in rows) for i in range(len(head))]
    for row in (head, *rows):
        cells = [row[i].rjust(wide[i]) if right[i] else row[i].ljust(wide[i]) for i in shown]
        yield GAP.join(cells).rstrip()
