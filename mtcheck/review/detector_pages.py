"""Pages about the rules that detectors have of their own, beside those of the packs."""

from __future__ import annotations

import inspect

from mtcheck.plugins import DETECTORS, load_plugin


def detector_page(rule: str, detector: str) -> str:
    """Markdown: what the detector looks for, and how to be rid of the rule.

    Raises ``MtcheckError`` when there is no such detector.
    """
    about = inspect.getdoc(load_plugin(DETECTORS, detector)) or ""
    lines = [
        f"# {rule}",
        f"A rule of the detector `{detector}`.",
        about.partition("\n\n")[0].replace("``", "`"),
        f'To switch it off: `disable = ["{rule}"]` in `mtcheck.toml`.',
    ]
    return "\n\n".join(filter(None, lines)) + "\n"
