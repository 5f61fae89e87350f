"""Asks a LanguageTool server about text, by way of language-tool-python."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from mtcheck.languagetool import server as own
from mtcheck.languagetool.installation import ensure_installed, is_installed
from mtcheck.languagetool.mishaps import reason_of
from mtcheck.languagetool.places import VERSION
from mtcheck.languagetool.progress import shown_on_stderr
from mtcheck.model import DetectorUnavailable

if TYPE_CHECKING:
    from language_tool_python import LanguageTool

LANGUAGE = "en-US"
REQUEST_SECONDS = 90
LACK_SECONDS = 60.0
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
    it has died or hangs. May be used by several threads at once. What made a server
    unavailable is remembered for a minute, so that a long run does not wait for it over
    and over.
    """

    def __init__(self, question: Question, url: str | None = None) -> None:
        self._question = question
        self._url = url
        self._lock = Lock()
        self._talk: _Talk | None = None
        self._lack: DetectorUnavailable | None = None
        self._lack_until = 0.0

    def check(self, text: str) -> list[Match]:
        """Matches in ``text``. Raises ``DetectorUnavailable`` when no server answers."""
        try:
            return self._check(self._current(), text)
        except DetectorUnavailable as lack:
            if lack is not self._lack:
                self._lack, self._lack_until = lack, time.monotonic() + LACK_SECONDS
            raise

    def _check(self, talk: _Talk, text: str) -> list[Match]:
        try:
            return talk.ask(text)
        except _mishaps() as error:
            if talk.server is None:
                raise _no_answer(self._url, error) from None
        try:
            return self._replaced(talk).ask(text)
        except _mishaps() as error:
            raise _no_answer(None, error) from None

    def _current(self) -> _Talk:
        with self._lock:
            if self._lack and time.monotonic() < self._lack_until:
                raise self._lack
            if self._talk is None:
                self._talk = self._begin()
            return self._talk

    def _begin(self) -> _Talk:
        if self._url is not None:
            return _connect(_with_slash(self._url), self._question, None)
        if not is_installed():
            with shown_on_stderr() as progress:
                ensure_installed(progress)
        server = own.ensure_running()
        return _connect(server.url, self._question, server)

    def _replaced(self, failed: _Talk) -> _Talk:
        with self._lock:
            if self._talk is failed and failed.server:
                server = own.replace(failed.server)
                self._talk = _connect(server.url, self._question, server)
            assert self._talk is not None
            return self._talk


class _Talk:
    """A connected language-tool-python client, and the server when it is ours."""

    def __init__(self, tool: LanguageTool, server: own.Server | None) -> None:
        self.server = server
        self._tool = tool
        self._warming = Lock()
        self._is_warm = False

    def ask(self, text: str) -> list[Match]:
        """Matches in ``text``; the first question goes alone: it makes the server load."""
        if self._is_warm:
            return self._ask(text)
        with self._warming:
            answer = self._ask(text)
            self._is_warm = True
            return answer

    def _ask(self, text: str) -> list[Match]:
        if self.server:
            self.server.touch()
        answer = self._tool.check(one_unit_each(text))
        if self.server:
            self.server.touch()
        return [_match(said, text) for said in answer]


def one_unit_each(text: str) -> str:
    """``text`` with a stand-in for every character that UTF-16 writes as two code units.

    LanguageTool counts UTF-16 code units. After this they are code points: starts *and*
    lengths, which language-tool-python corrects for starts only, with state that all
    threads share.
    """
    if text.isascii():
        return text
    return "".join(STAND_IN if ord(c) > LAST_OF_ONE_UNIT else c for c in text)


def _match(said: Any, text: str) -> Match:
    start, end = said.offset, said.offset + said.error_length
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"a match at {start}..{end} of {len(text)} characters")
    replacements = tuple(str(r) for r in said.replacements if STAND_IN not in r)
    return Match(said.rule_id, said.category, said.message, start, end, replacements)


def _connect(url: str, question: Question, server: own.Server | None) -> _Talk:
    try:
        tool = _tool_class()(
            question.language, remote_server=url, proxies=NO_PROXY if server else None
        )
    except _mishaps() as error:
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


def _mishaps() -> tuple[type[Exception], ...]:
    """What language-tool-python raises when a server is not there, fails or talks nonsense."""
    from language_tool_python.exceptions import LanguageToolError

    return (LanguageToolError, OSError, ValueError, KeyError, TypeError, AttributeError)


def _with_slash(url: str) -> str:
    """The address as language-tool-python wants it; ``DetectorUnavailable`` for what is none."""
    scheme, sign, _ = url.partition("://")
    if sign and scheme.lower() not in ("http", "https"):
        raise DetectorUnavailable(
            f"{url} is no address of a LanguageTool server", "give it as http://HOST:PORT"
        )
    return url.rstrip("/").removesuffix("/v2") + "/"


def _no_answer(url: str | None, error: Exception) -> DetectorUnavailable:
    reason = reason_of(error)
    if url is None:
        return DetectorUnavailable(
            f"the LanguageTool server failed twice ({reason})",
            "run: mtcheck languagetool stop, then check again",
        )
    return DetectorUnavailable(
        f"the LanguageTool server at {url} does not answer as it should ({reason})",
        f"start it, or leave --languagetool out: mtcheck then runs LanguageTool {VERSION} itself",
    )
