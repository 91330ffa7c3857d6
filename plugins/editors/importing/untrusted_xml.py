"""Parse XML of unknown origin: a document type declaration is refused, so no entity can be declared or fetched."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

# Expat reads UTF-8, UTF-16 and encodings in which these letters are the same bytes as in UTF-8.
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


class DoctypeRefused(ValueError):
    """An XML document declares a document type, as entity bombs and attempts to read other files must."""


def parse_xml(data: bytes) -> Element:
    """
    Return the root element of an XML document.

    Raises DoctypeRefused, ParseError for what is not well-formed, LookupError for an unknown encoding and
    ValueError for one that expat cannot read.

    The bytes are searched before they are parsed: expat goes on through a document after a handler has
    raised, entities included. Only a comment or a CDATA section could hold these letters and mean nothing.

    >>> parse_xml(b"<a><b/></a>").tag
    'a'
    >>> parse_xml(b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>')
    Traceback (most recent call last):
    plugins.editors.importing.untrusted_xml.DoctypeRefused: document type declaration
    """
    if any(mark in data for mark in _DOCTYPE):
        raise DoctypeRefused("document type declaration")
    return fromstring(data)
