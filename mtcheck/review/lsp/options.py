"""What an editor's settings say of a workspace, over what its settings files say."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mtcheck.config import Config, find_config, load_config
from mtcheck.model import MtcheckError
from mtcheck.review.feedback import with_learned

SECTION = "mtcheck"
DEBOUNCE_MILLISECONDS = 200


@dataclass(frozen=True, slots=True)
class Options:
    """The section ``mtcheck`` of an editor's settings; see ``docs/editors.md``."""

    config: str = ""
    pedantic: bool = False
    grammar: bool = True
    disable: tuple[str, ...] = ()
    debounce: int = DEBOUNCE_MILLISECONDS

    @classmethod
    def of(cls, given: object) -> Options:
        """Options as an editor sends them. Raises ``MtcheckError`` for what is not known."""
        if not isinstance(given, Mapping):
            return cls()
        found = {key: value for key, value in given.items() if value is not None}
        for key, value in found.items():
            _check(key, value)
        if "disable" in found:
            found["disable"] = tuple(found["disable"])
        return cls(**found)

    def config_for(self, folder: Path, root: Path | None) -> Config:
        """The settings for files of a folder. Raises ``MtcheckError`` as ``load_config``."""
        if self.config:
            path: Path | None = (root or folder) / self.config
        else:
            path = find_config(folder)
        config = with_learned(load_config(path) if path else Config())
        return replace(
            config,
            pedantic=config.pedantic or self.pedantic,
            disable=config.disable | frozenset(self.disable),
            detectors=config.detectors if self.grammar else _without_grammar(config),
        )


KINDS: dict[str, tuple[type, str]] = {
    "config": (str, "a path"),
    "pedantic": (bool, "true or false"),
    "grammar": (bool, "true or false"),
    "disable": (list, "a list of rules"),
    "debounce": (int, "a number of milliseconds"),
}


def _check(key: str, value: Any) -> None:
    if key not in KINDS:
        near = difflib.get_close_matches(key, KINDS, n=1, cutoff=0.4)
        hint = f"did you mean “{near[0]}”?" if near else f"known: {', '.join(KINDS)}"
        raise MtcheckError(f"editor settings: unknown key “{SECTION}.{key}”; {hint}")
    kind, name = KINDS[key]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise MtcheckError(f"editor settings: “{SECTION}.{key}” has to be {name}, not {value!r}")


def _without_grammar(config: Config) -> frozenset[str]:
    from mtcheck.plugins import DETECTORS, plugins

    wanted = plugins(DETECTORS) if config.detectors is None else config.detectors
    return frozenset(wanted) - {"grammar"}
