"""The only room that knows there is a Java program: installs, runs, asks LanguageTool."""

from mtcheck.languagetool.client import Client, Match, Question
from mtcheck.languagetool.inspection import inspect
from mtcheck.languagetool.installation import ensure_installed, install, is_installed
from mtcheck.languagetool.places import VERSION

__all__ = [
    "VERSION",
    "Client",
    "Match",
    "Question",
    "ensure_installed",
    "inspect",
    "install",
    "is_installed",
]
