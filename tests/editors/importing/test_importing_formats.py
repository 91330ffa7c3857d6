"""Which importer reads a source is told by a table, from its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing_portals import REGISTRIES

from plugins.editors.importing.detect import FORMATS, import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.refusal import ImportRefused


@given(st.binary(max_size=200), st.sampled_from(["a.docx", "a.bin", "a", "a.md"]))
def test_every_source_has_a_format(data: bytes, name: str) -> None:
    """Whatever bytes there are, a row takes them."""
    assert any(one.recognises(ImportSource(name, data)) for one in FORMATS)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b" \n", "rỗng"),
        ("a.rar", b"Rar!\x1a\x07", "nén RAR"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "nén 7z"),
        ("{a}.MD", b"# A", "“{a}.MD” đã là tệp bài viết"),
        ("a.docx", b"\x00\x00\x00\x20ftypisom" + bytes(40), "“a.docx” là video"),
    ],
)
def test_what_cannot_become_an_article_is_told_why(name: str, data: bytes, reason: str) -> None:
    """By its bytes, whatever its name says; a name is quoted as it is."""
    with pytest.raises(ImportRefused, match=reason):
        import_article(ImportSource(name, data), REGISTRIES)
