"""LanguageTool's HTTP API, so that its clients show mtcheck's findings.

The shapes are those of LanguageTool 6.8 (languagetool.org/http-api), where its own server
and that page differ those of the server.
"""

from mtcheck.review.languagetool_api.endpoints import ANYTIME, refusal_text, routes

__all__ = ["ANYTIME", "refusal_text", "routes"]
