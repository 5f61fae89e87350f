"""Asks a LanguageTool server about text, by way of language-tool-python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from mtcheck.languagetool import server as own
from mtcheck.languagetool.install import Progress, ensure_installed
from mtcheck.languagetool.places import VERSION
from mtcheck.model import DetectorUnavailable

if TYPE_CHECKING:
    from language_tool_python import LanguageTool

LANGUAGE = "en-US"
REQUEST_SECONDS = 90
STAND_IN = "\N{WHITE SMILING FACE}"
LAST_OF_ONE_UNIT = 0xFFFF
RULE_PAGE = "https://community.languagetool.org/rule/show/{rule}?lang=en"
NO_PROXY = {"http": "", "https": "", "all": ""}


@dataclass(frozen=True, slots=True)
class Match:
    """What LanguageTool says of ``text[start:end]``, in code points of the text asked about."""

    rule: str
    category: str
    message: str
    start: int
    end: int
    replacements: tuple[str, ...]

    @property
    def help_url(self) -> str:
        """LanguageTool's own page about the rule."""
        return RULE_PAGE.format(rule=self.rule)


@dataclass(frozen=True, slots=True)
class Question:
    """Which rules to ask about: ``only`` these, or all but those in ``without_categories``."""

    only: frozenset[str] = frozenset()
    without_categories: frozenset[str] = frozenset()
    language: str = LANGUAGE


class Client:
    """A LanguageTool server: the one at ``url``, or our own when that is ``None``.

    Our own is installed and started when first asked, and replaced once per question when
    it has died or hangs. May be used by several threads at once.
    """

    def __init__(
        self, question: Question, url: str | None = None, progress: Progress | None = None
    ) -> None:
        self._question = question
        self._url = url
        self._progress = progress
        self._lock = Lock()
        self._talk: _Talk | None = None

    def check(self, text: str) -> list[Match]:
        """Matches in ``text``. Raises ``DetectorUnavailable`` when no server answers."""
        from language_tool_python.exceptions import LanguageToolError, RateLimitError

        talk = self._current()
        try:
            return _matches(talk.ask(text))
        except RateLimitError as error:
            raise _no_answer(self._url, error) from None
        except (LanguageToolError, OSError, KeyError, TypeError) as error:
            if talk.server is None:
                raise _no_answer(self._url, error) from None
        talk = self._replaced(talk)
        try:
            return _matches(talk.ask(text))
        except (LanguageToolError, OSError, KeyError, TypeError) as error:
            raise _no_answer(self._url, error) from None

    def _current(self) -> _Talk:
        with self._lock:
            if self._talk is None:
                self._talk = self._begin()
            return self._talk

    def _begin(self) -> _Talk:
        if self._url is not None:
            return _connect(_with_slash(self._url), self._question, None)
        ensure_installed(self._progress)
        return self._to_own(own.ensure_running())

    def _replaced(self, failed: _Talk) -> _Talk:
        with self._lock:
            if self._talk is failed and failed.server:
                self._talk = self._to_own(own.replace(failed.server))
            assert self._talk is not None
            return self._talk

    def _to_own(self, server: own.Server) -> _Talk:
        return _connect(server.url, self._question, server)


@dataclass(frozen=True, slots=True, eq=False)
class _Talk:
    """A connected language-tool-python client, and the server when it is ours."""

    tool: LanguageTool
    server: own.Server | None = field(default=None)

    def ask(self, text: str) -> tuple[str, list[Any]]:
        sent = one_unit_each(text)
        if self.server:
            self.server.touch()
        answer = list(self.tool.check(sent))
        if self.server:
            self.server.touch()
        return text, answer


def one_unit_each(text: str) -> str:
    """``text`` with a stand-in for every character that UTF-16 writes as two code units.

    LanguageTool counts UTF-16 code units. After this they are code points: starts *and*
    lengths, which language-tool-python corrects for starts only, with state that all
    threads share.
    """
    if text.isascii():
        return text
    return "".join(STAND_IN if ord(c) > LAST_OF_ONE_UNIT else c for c in text)


def _matches(asked: tuple[str, list[Any]]) -> list[Match]:
    text, answer = asked
    return [
        Match(
            rule=match.rule_id,
            category=match.category,
            message=match.message,
            start=match.offset,
            end=match.offset + match.error_length,
            replacements=tuple(r for r in match.replacements if STAND_IN not in r or r in text),
        )
        for match in answer
    ]


def _connect(url: str, question: Question, server: own.Server | None) -> _Talk:
    from language_tool_python.exceptions import LanguageToolError

    try:
        tool = _tool_class()(
            question.language, remote_server=url, proxies=NO_PROXY if server else None
        )
    except (LanguageToolError, OSError, ValueError, TypeError, AttributeError) as error:
        raise _no_answer(None if server else url, error) from None
    tool.enabled_rules = set(question.only)
    tool.enabled_rules_only = bool(question.only)
    tool.disabled_categories = set(question.without_categories)
    return _Talk(tool, server)


@cache
def _tool_class() -> Callable[..., LanguageTool]:
    from language_tool_python import LanguageTool

    class PatientLanguageTool(LanguageTool):
        """Gives up on an answer sooner than the library's five minutes."""

        _TIMEOUT = REQUEST_SECONDS  # type: ignore[assignment]

    return PatientLanguageTool


def _with_slash(url: str) -> str:
    return url.rstrip("/").removesuffix("/v2") + "/"


def _no_answer(url: str | None, error: Exception) -> DetectorUnavailable:
    reason = str(error).partition("\n")[0][:200] or type(error).__name__
    if url is None:
        return DetectorUnavailable(
            f"the LanguageTool server failed twice ({reason})",
            "run: mtcheck languagetool stop, then check again",
        )
    return DetectorUnavailable(
        f"the LanguageTool server at {url} does not answer as it should ({reason})",
        f"start it, or leave --languagetool out: mtcheck then runs LanguageTool {VERSION} itself",
    )
