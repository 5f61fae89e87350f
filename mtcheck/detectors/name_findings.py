"""The rules of the names detector: what each says of a name."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from mtcheck.document import Segment
from mtcheck.model import Category, Finding, Origin, Severity

if TYPE_CHECKING:
    from spacy.tokens import Token

DETECTOR = "names"


class _Rule(NamedTuple):
    id: str
    category: Category
    severity: Severity
    message: str
    origin: str
    tentative: bool = False


class NameFinding(Enum):
    """One rule each; ``at`` makes its finding on a token."""

    OBLIQUE = _Rule(
        "names/oblique-case",
        Category.GRAMMAR,
        Severity.MAJOR,
        "“{text}” is a Russian surname with a case ending; English uses the nominative: {name}.",
        "фамилия в косвенном падеже: с Лавровым, к Пескову",
    )
    INSTRUMENTAL = _Rule(
        "names/instrumental",
        Category.GRAMMAR,
        Severity.MAJOR,
        "“{text}” is a Russian surname in the instrumental case; English uses the nominative.",
        "фамилия в творительном падеже: с Мельником, с Гуржием",
    )
    ARTICLE = _Rule(
        "names/article-before-surname",
        Category.GRAMMAR,
        Severity.MINOR,
        "A person's name takes no article: write {name}.",
        "артикль, добавленный к фамилии",
    )
    MAN_WITH_FEMININE = _Rule(
        "names/feminine-surname-of-man",
        Category.GRAMMAR,
        Severity.MAJOR,
        "A man's surname in feminine shape, which is its Russian genitive: write {name}.",
        "родительный падеж фамилии: Сергея Петрова",
    )
    OBLIQUE_OF_MAN = _Rule(
        "names/genitive-surname",
        Category.GRAMMAR,
        Severity.MAJOR,
        "The text names {name}; “{text}” is the same surname in the Russian genitive.",
        "родительный падеж фамилии: у Петрова",
    )
    WOMAN_WITH_MASCULINE = _Rule(
        "names/masculine-surname-of-woman",
        Category.GRAMMAR,
        Severity.MAJOR,
        "A woman's surname in masculine shape: write {name}, unless she uses this one abroad.",
        "фамилия женщины без окончания -а/-ая",
        tentative=True,
    )
    GENDER_LOST = _Rule(
        "names/gender-lost",
        Category.GRAMMAR,
        Severity.MAJOR,
        "The text names a woman, {name}; here her surname has turned masculine.",
        "фамилия женщины без окончания -а/-ая",
    )
    LOWER_CASE = _Rule(
        "names/lower-case-surname",
        Category.SPELLING,
        Severity.MAJOR,
        "The surname after a first name takes a capital: {name}.",
        "фамилия, не узнанная как имя",
    )
    LOWER_CASE_PLACE = _Rule(
        "names/lower-case-place",
        Category.SPELLING,
        Severity.MINOR,
        "The name of the place takes a capital: {name}.",
        "название, не узнанное как имя",
    )
    ENGLISHED = _Rule(
        "names/englished-first-name",
        Category.LOCALE_NAME,
        Severity.MINOR,
        "The first name looks translated; people keep theirs: {name}.",
        "перевод имени: Андрей → Andrew, Надежда → Hope",
        tentative=True,
    )
    PATRONYMIC = _Rule(
        "names/patronymic",
        Category.LOCALE_NAME,
        Severity.MINOR,
        "English news leaves the patronymic out.",
        "имя, отчество и фамилия",
        tentative=True,
    )
    TRANSLATED = _Rule(
        "names/translated-surname",
        Category.MISTRANSLATION,
        Severity.MAJOR,
        "“{text}” is an English word where a surname stands: the name was translated.",
        "фамилия, прочитанная как слово: Шутов → Clowns",
    )
    PRONOUN = _Rule(
        "names/pronoun-of-other-gender",
        Category.GRAMMAR,
        Severity.MAJOR,
        "“{text}” has not the gender of the only person named before it: {name}?",
        "род, не выраженный в русском тексте",
    )
    TWO_SPELLINGS = _Rule(
        "names/two-spellings",
        Category.INCONSISTENCY,
        Severity.MINOR,
        "One name in two spellings: this text writes “{name}” too. Choose one.",
        "одно имя, переданное по-разному",
    )
    ALMOST_SAME = _Rule(
        "names/almost-the-same",
        Category.INCONSISTENCY,
        Severity.MINOR,
        "“{text}” is almost “{name}”, which this text has too. Is it one name?",
        "одно имя, переданное по-разному",
    )

    def at(self, segment: Segment, token: Token, *suggestions: str) -> Finding:
        """The finding on ``token``; the first of ``suggestions`` stands in the message."""
        return self.over(segment, token.idx, token.idx + len(token.text), *suggestions)

    def over(self, segment: Segment, start: int, end: int, *suggestions: str) -> Finding:
        """The finding on the segment's characters ``start``..``end``."""
        rule = self.value
        text = segment.text[start:end]
        return Finding(
            rule=rule.id,
            category=rule.category,
            severity=rule.severity,
            span=segment.to_document(start, end),
            message=rule.message.format(text=text, name=suggestions[0] if suggestions else ""),
            detector=DETECTOR,
            origin=Origin(construction=rule.origin),
            suggestions=suggestions,
            tentative=rule.tentative,
        )
