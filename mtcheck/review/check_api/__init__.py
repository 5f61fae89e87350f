"""mtcheck's own HTTP API: a text or files in, the report of ``--format json`` out."""

from mtcheck.review.check_api.endpoints import ANYTIME, routes

__all__ = ["ANYTIME", "routes"]
