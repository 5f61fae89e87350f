"""Values of a settings file, checked, with what is wrong with them said in one line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mtcheck.model import MtcheckError, Severity

NEVER = "none"


def fail_on_value(text: str) -> Severity | None:
    """The severity a ``fail-on`` names; ``none`` is ``None``. Raises ``ValueError``."""
    return None if text == NEVER else Severity(text)


class Reader:
    """Checks values of one file and words what is wrong with them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fail(self, text: str) -> MtcheckError:
        return MtcheckError(f"{self.path}: {text}")

    def keys(self, table: Mapping[str, Any], known: Iterable[str], where: str = "") -> None:
        known = list(known)
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.4)
                hint = f"did you mean “{near[0]}”?" if near else f"known: {', '.join(known)}"
                raise self.fail(f"unknown key “{where}{key}”; {hint}")

    def typed(self, key: str, value: object, kind: type, name: str) -> Any:
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise self.fail(f"“{key}” has to be {name}, not {value!r}")
        return value

    def string(self, key: str, value: object) -> str:
        return str(self.typed(key, value, str, "a string"))

    def flag(self, key: str, value: object) -> bool:
        return bool(self.typed(key, value, bool, "true or false"))

    def table(self, key: str, value: object) -> dict[str, Any]:
        return dict(self.typed(key, value, dict, "a table"))

    def strings(self, key: str, value: object) -> tuple[str, ...]:
        items = self.typed(key, value, list, "a list of strings")
        return tuple(self.string(key, item) for item in items)

    def severity(self, key: str, value: object) -> Severity:
        try:
            return Severity(self.string(key, value))
        except ValueError:
            raise self.fail(f"“{key}” has to be {_one_of(Severity)}, not {value!r}") from None

    def fail_on(self, key: str, value: object) -> Severity | None:
        try:
            return fail_on_value(self.string(key, value))
        except ValueError:
            choices = _one_of((*Severity, NEVER))
            raise self.fail(f"“{key}” has to be {choices}, not {value!r}") from None

    def severities(self, key: str, value: object) -> dict[str, Severity]:
        table = self.table(key, value)
        return {rule: self.severity(f"{key}.{rule}", text) for rule, text in table.items()}

    def packs(self, key: str, value: object) -> tuple[Path, ...]:
        return tuple(self.path.parent / item for item in self.strings(key, value))

    def file(self, key: str, value: object) -> Path:
        return self.path.parent / self.string(key, value)

    def count(self, key: str, value: object) -> int:
        number = self.typed(key, value, int, "a whole number from 0 on")
        if number < 0:
            raise self.fail(f"“{key}” has to be a whole number from 0 on, not {value!r}")
        return int(number)

    def amount(self, key: str, value: object) -> float:
        good = isinstance(value, int | float) and not isinstance(value, bool)
        if not good or not 0 <= float(str(value)) < float("inf"):
            raise self.fail(f"“{key}” has to be a number from 0 on, not {value!r}")
        return float(str(value))

    def tables(self, key: str, value: object) -> list[dict[str, Any]]:
        return [
            self.table(key, entry) for entry in self.typed(key, value, list, "a list of tables")
        ]


def _one_of(choices: Iterable[str]) -> str:
    return "one of " + ", ".join(f"“{choice}”" for choice in choices)
