"""The segments of a document beside another translation into the same language."""

from __future__ import annotations

from mtcheck.alignment.anchors import same_language_evidence
from mtcheck.alignment.beads import Rows, best_beads
from mtcheck.alignment.bitext import (
    Unit,
    borders_of,
    lengths_of,
    source_paragraphs,
    target_tokens,
    target_units,
)
from mtcheck.document import Document
from mtcheck.language.english import parse
from mtcheck.language.english_sentences import sentence_spans


def stretches_of(document: Document, reference: str) -> list[str]:
    """What of ``reference`` each segment of an analysed document corresponds to.

    ``reference`` has a blank line between paragraphs; an empty stretch where it has nothing.
    """
    paragraphs = [reference[span.start : span.end] for span in source_paragraphs(reference)]
    docs = list(parse(paragraphs))
    ours = list(target_units(document.segments))
    theirs = [Unit(n, span) for n, doc in enumerate(docs) for span in sentence_spans(doc)]
    tokens = [
        list(docs[u.owner].char_span(u.span.start, u.span.end, alignment_mode="expand") or ())
        for u in theirs
    ]
    evidence = same_language_evidence(
        [target_tokens(document.segments[unit.owner], unit.span) for unit in ours], tokens
    )
    rows = Rows(
        lengths_of(ours), lengths_of(theirs), borders_of(ours), borders_of(theirs), evidence, 1.0
    )
    found: dict[int, list[str]] = {}
    owner = None
    for bead in best_beads(rows):
        texts = [
            paragraphs[unit.owner][unit.span.start : unit.span.end]
            for unit in theirs[slice(*bead.source)]
        ]
        owners = sorted({unit.owner for unit in ours[slice(*bead.target)]})
        if owners:
            owner = owners[0]
            found.setdefault(owner, []).extend(texts)
        elif owner is not None:
            found[owner].extend(texts)
    return [" ".join(found.get(number, ())) for number in range(len(document.segments))]
