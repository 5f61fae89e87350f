"""What a reader's browser sends, checked before anything is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from mtcheck.model import Category, Finding, Severity, Span
from mtcheck.review.desk import Article
from mtcheck.review.records import CHANGE, MISSED, READER, Choice, Item, Kind
from mtcheck.review.shown import Shown
from mtcheck.verdict.judge import LineIndex

MOST_FIELDS = 30
LONGEST_NAME = 60
LONGEST_REASON = 300
LONGEST_REQUEST = 64
LONGEST_REPLACEMENT = 20_000
NAME_IS_RIGHT = "name-is-right"
SAID_BY_ANOTHER = "duplicate"
REASONS = (
    ("not-an-error", "no error"),
    (NAME_IS_RIGHT, "the name is right"),
    ("house-style", "our house style"),
    ("quoted", "quoted as it was said"),
    (SAID_BY_ANOTHER, "said by another finding"),
)


class BadForm(Exception):
    """A request that no page of ours sends; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of an ``application/x-www-form-urlencoded`` body, each once."""

    fields: dict[str, str]

    @classmethod
    def parse(cls, body: bytes) -> Form:
        try:
            pairs = parse_qsl(
                body.decode("utf-8"),
                keep_blank_values=True,
                max_num_fields=MOST_FIELDS,
                errors="strict",
            )
        except ValueError as error:
            raise BadForm(f"no form: {type(error).__name__}") from None
        return cls(dict(pairs))

    def text(self, name: str, most: int) -> str:
        """A field, or the empty string; cut to nothing, refused when too long."""
        value = self.fields.get(name, "")
        if len(value) > most:
            raise BadForm(f"“{name}” is longer than {most} characters")
        return value

    def number(self, name: str) -> int:
        value = self.fields.get(name, "")
        if not (value.isascii() and value.isdigit() and len(value) < 16):
            raise BadForm(f"“{name}” has to be a number")
        return int(value)

    def request(self) -> str:
        """The name of the wish, made by the page, so that it is granted once."""
        value = self.text("request", LONGEST_REQUEST)
        if not value:
            raise BadForm("“request” is missing")
        return value


def reader_name(text: str) -> str:
    """A reader's name in one line; empty when nothing is left."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME]


def reason_words(reason: str) -> str:
    """A reason as people read it: those that a button gives have names in the store.

    >>> reason_words("quoted"), reason_words("he said so")
    ('quoted as it was said', 'he said so')
    """
    return dict(REASONS).get(reason, " ".join(reason.split()))


def choice_of(form: Form, items: list[Item], reader: str) -> Choice:
    """The decision that a card's form asks for. Raises ``BadForm``."""
    kind, _, detail = form.text("choice", 40).partition(":")
    number = form.number("item")
    item = next((item for item in items if item.id == number), None)
    if item is None:
        raise BadForm("no such finding in this article")
    replacement, reason = None, ""
    if kind == Kind.ACCEPT:
        replacement = _suggestion(item.finding, detail) if detail else None
    elif kind == Kind.EDIT:
        replacement = _lines(form.text("replacement", LONGEST_REPLACEMENT))
    elif kind == Kind.REJECT:
        reason = detail if detail in dict(REASONS) else form.text("reason", LONGEST_REASON).strip()
    elif kind not in (Kind.CLEAR, Kind.CONFIRM):
        raise BadForm("“choice” is none that there is")
    if kind == Kind.CONFIRM and item.decision is None:
        raise BadForm("nothing to confirm here")
    return Choice(
        item=number,
        kind=Kind(kind),
        reader=reader,
        seen=form.number("seen"),
        snapshot=form.number("snapshot"),
        request=form.request(),
        replacement=replacement,
        reason=reason,
    )


def mark_of(form: Form, article: Article, reader: str) -> tuple[Finding, Choice]:
    """The error, or mere change, that a reader marked by selecting words. Raises ``BadForm``."""
    text = article.document.text
    shown = Shown(article.document)
    span = _selected(form, shown)
    line, column = LineIndex(text).position(span.start)
    category = form.text("category", 60)
    note = form.text("note", LONGEST_REASON).strip()
    replacement = _lines(form.text("replacement", LONGEST_REPLACEMENT))
    changed = "replacement" in form.fields and replacement != _lines(shown.words(span))
    if not category and not changed:
        raise BadForm("a change has to change something")
    finding = Finding(
        rule=MISSED if category else CHANGE,
        category=_category(category or Category.OTHER),
        severity=_severity(form.text("severity", 20) if category else Severity.MINOR),
        span=span,
        message=note or ("An error that was missed." if category else "Changed by a reader."),
        detector=READER,
        text=text[span.start : span.end],
        line=line,
        column=column,
    )
    choice = Choice(
        item=0,
        kind=Kind.MARK,
        reader=reader,
        seen=0,
        snapshot=form.number("snapshot"),
        request=form.request(),
        replacement=replacement if changed else None,
        reason=note,
    )
    return finding, choice


def _selected(form: Form, shown: Shown) -> Span:
    """The span between two places, each so many characters of the page behind an offset."""
    try:
        span = shown.selected(
            (form.number("first"), form.number("first_count")),
            (form.number("last"), form.number("last_count")),
        )
    except ValueError:
        raise BadForm("the selection lies outside the article") from None
    if not len(span):
        raise BadForm("nothing is selected")
    return span


def _lines(text: str) -> str:
    """Every line end, CR LF in what a form sends, as a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _suggestion(finding: Finding, detail: str) -> str:
    if not (detail.isascii() and detail.isdigit()) or int(detail) >= len(finding.suggestions):
        raise BadForm("no such suggestion")
    return finding.suggestions[int(detail)]


def _category(name: str) -> Category:
    try:
        return Category(name)
    except ValueError:
        raise BadForm("“category” is none of MQM's") from None


def _severity(name: str) -> Severity:
    try:
        return Severity(name)
    except ValueError:
        raise BadForm("“severity” is none of MQM's") from None
