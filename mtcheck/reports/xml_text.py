"""An element tree as the text of a file."""

from __future__ import annotations

from xml.etree import ElementTree as ET


def xml_text(root: ET.Element) -> str:
    """Declaration, indented elements, line break.

    Its texts must be ``printable``: XML 1.0 (section 2.2) forbids control characters.
    """
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
