"""mtcheck finds likely mistranslations in English news machine-translated from Russian.

>>> from mtcheck import Config, check_text
>>> rules_only = Config(detectors=frozenset({"patterns"}))
>>> report = check_text("The decision was discussed, said foreign Minister Lavrov.", rules_only)
>>> report.findings[0].text, report.findings[0].suggestions
('foreign Minister', ('Foreign Minister',))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtcheck.config import Config
from mtcheck.model import (
    Category,
    DocumentReport,
    Finding,
    MtcheckError,
    Origin,
    Report,
    Severity,
    Span,
)

if TYPE_CHECKING:
    from mtcheck.checker import Checker, check_text

__version__ = "0.1.0"
__all__ = [
    "Category",
    "Checker",
    "Config",
    "DocumentReport",
    "Finding",
    "MtcheckError",
    "Origin",
    "Report",
    "Severity",
    "Span",
    "check_text",
]


def __getattr__(name: str) -> Any:
    if name in ("Checker", "check_text"):
        from mtcheck import checker

        return getattr(checker, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
