"""XML of unknown origin: a document type is refused before anything is parsed, in every encoding that expat reads."""

from __future__ import annotations

import time
from xml.etree.ElementTree import ParseError

import pytest

from plugins.editors.importing.untrusted_xml import DoctypeRefused, parse_xml

LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">{}]><a>&v;</a>'.format(
    "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(21))
)
DOCUMENTS = {
    "entities that grow": LAUGHS,
    "a file of this machine": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "a grammar elsewhere": '<!DOCTYPE a SYSTEM "https://example.org/a.dtd"><a/>',
    "a bare document type": "<!DOCTYPE a><a/>",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_document_type_is_refused(document: str, encoding: str) -> None:
    """Whatever it would declare, and at once."""
    begun = time.process_time()
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{document}'

    with pytest.raises(DoctypeRefused):
        parse_xml(text.encode(encoding))
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258"])
def test_a_plain_document_is_read(encoding: str) -> None:
    """In the encoding that it names."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><a><b c="đ">Thọ Xuân</b></a>'
    if encoding == "cp1258":
        text = text.replace("ọ", "o")
    root = parse_xml(text.encode(encoding))

    assert root[0].get("c") == "đ"


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a>&b;</a>", b"<a/><a/>"])
def test_what_is_not_well_formed_is_an_error(data: bytes) -> None:
    """An entity that nobody declared among it."""
    with pytest.raises(ParseError):
        parse_xml(data)
