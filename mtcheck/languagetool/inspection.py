"""What of LanguageTool is there, for ``mtcheck doctor`` and ``mtcheck languagetool status``."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.languagetool import server
from mtcheck.languagetool.installation import INSTALL, is_installed
from mtcheck.languagetool.java import find_java
from mtcheck.languagetool.places import VERSION, install_dir


def inspect() -> Iterator[tuple[str, bool | None, str, str]]:
    """Name, all right or not (``None``: neither), detail and remedy of each thing looked at.

    Raises ``DetectorUnavailable`` when there is no Java.
    """
    java = find_java()
    yield "java", True, f"{java.release} ({java.path})", ""
    if is_installed():
        yield "languagetool", True, f"{VERSION} ({install_dir()})", ""
    else:
        yield "languagetool", False, f"{VERSION} is not installed", INSTALL
    running = server.running()
    if running is None:
        yield "languagetool server", None, "not running; starts by itself", ""
    elif running.is_healthy():
        yield "languagetool server", True, f"{running.url}, process {running.pid}", ""
    else:
        detail = f"process {running.pid} does not answer"
        yield "languagetool server", False, detail, "mtcheck languagetool stop"
