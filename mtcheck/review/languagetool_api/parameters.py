"""Reads the parameters of a check, with LanguageTool's own complaints about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from mtcheck.review.languagetool_api.annotated import AnnotatedText, parse_data
from mtcheck.review.languagetool_api.languages import AUTO, Language, language_of, variant_of
from mtcheck.review.languagetool_api.refusals import BadRequest, TextTooLong
from mtcheck.review.languagetool_api.utf16 import length

MOST_FIELDS = 200
PICKY = "picky"
LEVELS = (
    "default", PICKY, "academic", "clarity", "professional", "creative", "customer", "jobapp",
    "objective", "elegant",
)  # fmt: skip
TEXT_LEVEL_ONLY = "textlevelonly"
MODES = ("all", TEXT_LEVEL_ONLY, "allbuttextlevelonly", "all_but_textlevel_only", "textlevel_only")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules a client wants, by ids of rules and categories as it wrote them."""

    enabled_rules: frozenset[str] = frozenset()
    disabled_rules: frozenset[str] = frozenset()
    enabled_categories: frozenset[str] = frozenset()
    disabled_categories: frozenset[str] = frozenset()
    enabled_only: bool = False


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What a client asks. ``detects`` when the language has to be found out; ``language`` is
    then the kind of English it takes the text for.

    ``text_level_only`` is the second half of a question some clients put in two.
    """

    text: AnnotatedText
    language: Language
    detects: bool = False
    picky: bool = False
    text_level_only: bool = False
    selection: Selection = field(default_factory=Selection)


def parameters_of(query: bytes, body: bytes) -> dict[str, str]:
    """Fields of the address and of a form, whatever it says it is; the form's win.

    Raises ``BadRequest`` for more than 200 fields.
    """
    fields: dict[str, str] = {}
    try:
        for part in (query, body):
            text = part.decode("utf-8", "replace")
            fields |= dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise BadRequest(f"More than {MOST_FIELDS} parameters") from None
    return fields


def check_request(fields: Mapping[str, str], most: int) -> CheckRequest:
    """The question that ``fields`` put; a text of at most ``most`` UTF-16 code units.

    Raises ``BadRequest`` for what LanguageTool refuses too.
    """
    text = _text(fields)
    written = length(text.original)
    if written > most:
        raise TextTooLong(most, written)
    language, detects = _language(fields)
    level = fields.get("level", "default").lower()
    if level not in LEVELS:
        raise BadRequest(
            f"Unknown value '{level[:40]}' for parameter 'level'. Valid values: {', '.join(LEVELS)}"
        )
    return CheckRequest(
        text=text,
        language=language,
        detects=detects,
        picky=level == PICKY,
        text_level_only=_mode(fields) == TEXT_LEVEL_ONLY,
        selection=_selection(fields),
    )


def _text(fields: Mapping[str, str]) -> AnnotatedText:
    if "text" in fields and "data" in fields:
        raise BadRequest("Set only 'text' or 'data' parameter, not both")
    if "text" in fields:
        return AnnotatedText.bare(fields["text"])
    if "data" in fields:
        return parse_data(fields["data"])
    raise BadRequest("Missing 'text' or 'data' parameter")


def _language(fields: Mapping[str, str]) -> tuple[Language, bool]:
    given = fields.get("language", "").strip()
    if not given:
        raise BadRequest(
            "Missing 'language' parameter, e.g. 'language=en-US' for American English or "
            "'language=auto' to have it detected"
        )
    variants = _listed(fields, "preferredVariants")
    if given.lower() == AUTO:
        return variant_of(variants), True
    if variants:
        raise BadRequest("You specified 'preferredVariants' but you didn't specify 'language=auto'")
    return language_of(given), False


def _mode(fields: Mapping[str, str]) -> str:
    mode = fields.get("mode", "all").lower()
    if mode not in MODES:
        raise BadRequest(
            "Mode must be one of 'textLevelOnly', 'allButTextLevelOnly', or 'all' "
            f"but was: '{fields['mode'][:40]}'"
        )
    return mode.replace("_", "")


def _selection(fields: Mapping[str, str]) -> Selection:
    selection = Selection(
        enabled_rules=frozenset(_listed(fields, "enabledRules")),
        disabled_rules=frozenset(_listed(fields, "disabledRules")),
        enabled_categories=frozenset(_listed(fields, "enabledCategories")),
        disabled_categories=frozenset(_listed(fields, "disabledCategories")),
        enabled_only=fields.get("enabledOnly", "").lower() in ("yes", "true"),
    )
    if not selection.enabled_only:
        return selection
    if selection.disabled_rules or selection.disabled_categories:
        raise BadRequest("You cannot specify disabled rules or categories using enabledOnly=true")
    if not selection.enabled_rules and not selection.enabled_categories:
        raise BadRequest("You must specify enabled rules or categories when using enabledOnly=true")
    return selection


def _listed(fields: Mapping[str, str], name: str) -> list[str]:
    return [item.strip() for item in fields.get(name, "").split(",") if item.strip()]
