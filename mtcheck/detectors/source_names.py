"""Names of the Russian that the English lost, changed or added; he for she."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from mtcheck.detectors.source_base import DOUBTFUL, SourceDetector
from mtcheck.document import Document
from mtcheck.language.genders import GenderEvidence, gender_evidence
from mtcheck.language.lost_names import Kind, alike, lost_names
from mtcheck.language.russian import romanised
from mtcheck.language.segment_pairs import SegmentPair, segment_pairs
from mtcheck.language.source_names import NameGroup, english_names
from mtcheck.language.word_links import POSSIBLE, WordLinks, links_of, tie
from mtcheck.model import Category, Finding, Origin, Severity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.language.russian_text import RussianToken

_OTHER = {"she": "he", "her": "his", "hers": "his", "herself": "himself"}
_OTHER |= {"he": "she", "him": "her", "his": "her", "himself": "herself"}
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_PRONOUNS = frozenset(("it", "its", "they", "their", "them", "who", "whose", "there", *_OTHER))
_CONTEXT = frozenset({"russia", "russian", "celsius"})
"""What translators say for readers abroad."""
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "st", "sts"})
_REPLACEABLE = frozenset({Kind.CAPITAL, Kind.LATIN})
"""Names of which an English one without counterpart may be a wrong translation."""
_ATTENTION = 3
"""Pairs in front of a pronoun that may tell whom it means."""


class SourceNames(SourceDetector):
    """Finds names without counterpart on the other side, and pronouns of the wrong gender."""

    name: ClassVar[str] = "source-names"

    def compare_document(self, document: Document) -> Iterator[Finding]:
        """Yield the findings of all pairs whose sides surely belong together."""
        pairs = [p for p in segment_pairs(document) if not p.is_one_sided and p.doubt < DOUBTFUL]
        known = _Names(pairs)
        before: deque[GenderEvidence] = deque(maxlen=_ATTENTION)
        for pair in pairs:
            yield from self._names(pair, known)
            evidence = gender_evidence(pair.source_tokens)
            yield from self._pronouns(pair, evidence, before)
            before.append(evidence)

    def _names(self, pair: SegmentPair, known: _Names) -> Iterator[Finding]:
        links = links_of(pair)
        lost = list(lost_names(links, pair.segment.source or "", pair.text))
        added = [g for g in english_names(links) if not any(j in links.explained for j in g.words)]
        added = [g for g in added if not _stands_for(g, links)]
        for name, kind in lost:
            other = next((g for g in added if not known.in_source(links, g)), None)
            if other is None or kind not in _REPLACEABLE:
                yield self._lost(pair, links, name, kind, known)
                continue
            added.remove(other)
            if not alike(name.text, other.text):
                yield self._replaced(pair, name, other)
        for name in added:
            if not known.in_source(links, name):
                yield self._added(pair, name)

    def _replaced(self, pair: SegmentPair, name: NameGroup, other: NameGroup) -> Finding:
        right = romanised(name.text)
        return self.finding(
            pair,
            "source-names/replaced",
            Category.MISTRANSLATION,
            Severity.MAJOR,
            f"The source names {name.text} ({right}) here, the translation “{other.text}”.",
            target=other.span,
            source=name.span,
            origin=Origin(form=name.text),
        )

    def _lost(
        self, pair: SegmentPair, links: WordLinks, name: NameGroup, kind: Kind, known: _Names
    ) -> Finding:
        elsewhere = known.in_target(name, links)
        spoken_of = elsewhere or any(t.lower_ in _PRONOUNS for t in links.target)
        words = [links.source[i] for i in name.words]
        proper = kind is Kind.CAPITAL and any(
            a.is_name for w in words if not w.text.isupper() for a in w.analyses
        )
        return self.finding(
            pair,
            "source-names/lost",
            Category.OMISSION,
            Severity.MAJOR if proper and not spoken_of else Severity.MINOR,
            f"The translation does not name {name.text} ({romanised(name.text)}) of the source.",
            target=links.place(name.words[0]),
            source=name.span,
            origin=Origin(form=name.text),
            tentative=elsewhere,
        )

    def _added(self, pair: SegmentPair, name: NameGroup) -> Finding:
        return self.finding(
            pair,
            "source-names/added",
            Category.ADDITION,
            Severity.MINOR,
            f"The source does not name “{name.text}”.",
            target=name.span,
        )

    def _pronouns(
        self, pair: SegmentPair, evidence: GenderEvidence, before: deque[GenderEvidence]
    ) -> Iterator[Finding]:
        found = [t for t in pair.tokens if t.lower_ in _OTHER]
        genders = {"f" if t.lower_ in _FEMALE else "m" for t in found}
        for token in found:
            gender = "f" if token.lower_ in _FEMALE else "m"
            right = "m" if gender == "f" else "f"
            alone = right not in genders and evidence.pronouns == {right}
            if evidence.may_be(gender) or not evidence.may_be(right):
                continue
            if any(e.may_be(gender) or e.unknown for e in before) or (
                evidence.unknown and not alone
            ):
                continue
            yield self.finding(
                pair,
                "source-names/gender",
                Category.MISTRANSLATION,
                Severity.MAJOR,
                f"“{token.text}” is of the wrong gender: the source speaks of a"
                f" {'man' if right == 'm' else 'woman'} only.",
                target=Span(token.idx, token.idx + len(token.text)),
                suggestions=(_cased(_OTHER[token.lower_], token.text),),
            )


class _Names:
    """The names of a whole document: what is named elsewhere is neither lost nor added."""

    def __init__(self, pairs: list[SegmentPair]) -> None:
        links = [links_of(pair) for pair in pairs]
        self._russian = [w for side in links for w in side.source if w.text[:1].isupper()]
        self._english = [t for side in links for t in side.target if t.text[:1].isupper()]

    def in_source(self, links: WordLinks, name: NameGroup) -> bool:
        """True when another sentence of the source has the name."""
        return _are_tied(self._russian, [links.target[j] for j in name.words])

    def in_target(self, name: NameGroup, links: WordLinks) -> bool:
        """True when another sentence of the translation has the name."""
        return _are_tied([links.source[i] for i in name.words], self._english)


def _are_tied(russian: Sequence[RussianToken], english: Sequence[Token]) -> bool:
    """True when some word of one side may stand for one of the other."""
    return any(
        tie(word, frozenset((token.lower_,)), token.text) >= POSSIBLE
        for word in russian
        for token in english
    )


def _stands_for(name: NameGroup, links: WordLinks) -> bool:
    """True when a name may spell out an abbreviation or contain the digits of the source."""
    text = name.text.lower()
    left = [w.text for i, w in enumerate(links.source) if i not in links.best]
    if (
        text in _CONTEXT | _TITLES
        or _is_fuller(name, links)
        or any(c.isdigit() or c == "." for c in text)
    ):
        return True
    if any(w[:1].isupper() and alike(w, text) for w in left):
        return True
    return any(w.isupper() and len(w) > 1 for w in left)


def _is_fuller(name: NameGroup, links: WordLinks) -> bool:
    """True right behind a name that the source has: Inter Milan for «Интер»."""
    before = name.words[0] - 1
    return before in links.explained and links.target[before].text[:1].isupper()


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word
