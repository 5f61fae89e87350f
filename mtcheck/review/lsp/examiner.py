"""Checks buffers again and again: paragraphs that have not changed are not looked at anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mtcheck.alignment import aligned
from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.language.english import parse
from mtcheck.review.lsp.buffers import Buffer, Found
from mtcheck.review.lsp.carried import with_carried
from mtcheck.review.lsp.remembering import remembering

if TYPE_CHECKING:
    from spacy.tokens import Doc

PARAGRAPHS_KEPT = 4_000


class Examiner:
    """Checks buffers with one set of settings; for one thread at a time.

    Raises ``MtcheckError`` for settings that cannot be followed.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self._checker = Checker(config)
        self._checker.detectors = [remembering(d) for d in self._checker.detectors]
        self._slow = {d.name for d in self._checker.detectors if getattr(d, "slow", False)}
        self._docs: OrderedDict[str, Doc] = OrderedDict()

    def steps(
        self, buffer: Buffer, wanted: Callable[[], bool], before: Found | None = None
    ) -> Iterator[Found]:
        """What is found in a buffer: what comes at once, then everything.

        With the first comes what ``before``, all that was found in an earlier text, has of the
        slow detectors in paragraphs that are the same. Stops early when it is no longer
        ``wanted``. Raises ``MtcheckError`` when the text is not of its format or a required
        detector cannot run.
        """
        document = self._analysed(buffer.read())
        if not wanted():
            return
        for number, report in enumerate(self._checker.in_steps(document)):
            found = Found(document, report, complete=number == 1, packs=self.config.packs)
            yield found if found.complete or not before else with_carried(found, before, self._slow)
            if not wanted():
                return

    def _analysed(self, document: Document) -> Document:
        texts = [segment.text for segment in document.segments]
        new = list(dict.fromkeys(text for text in texts if text not in self._docs))
        self._docs.update(zip(new, parse(new), strict=True))
        for text in texts:
            self._docs.move_to_end(text)
        docs = [self._docs[text] for text in texts]
        while len(self._docs) > max(PARAGRAPHS_KEPT, len(texts)):
            self._docs.popitem(last=False)
        return aligned(document.with_docs(docs))
