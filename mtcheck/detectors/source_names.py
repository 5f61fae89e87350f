"""Names of the Russian that the English lost, changed or added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from mtcheck.detectors.source_base import SourceDetector
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.language.source_names import NameGroup, source_names, target_names
from mtcheck.language.word_links import links_of, target_place
from mtcheck.model import Category, Finding, Severity
