"""Addresses in don-vi.toml: what is no plain link is told with its file and line, and never published."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_builds import build_site

from plugins.building.sources.authority_file import load_authority
from plugins.building.sources.authority_links import is_plain_link
from plugins.problems import Level
from plugins.problems.data_file import data_file

NOW = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
HOSTILE = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>1</script>",
    "blob:https://a.vn/1",
    "file:///etc/passwd",
    "//la.example/",
    "/\\la.example/",
    "\\\\la.example/",
    "https:la.example",
    "https:///",
    "https://",
    "http:\\\\la.example",
    "https://cong@la.example/",
    "https://localhost/mau",
    "http://0x7f.1/",
    "https://10.0.0.7/",
    "https://a.vn:0/",
    "tel:1",
    "mailto:",
    "ftp://a.vn/",
    "trang.html",
)


@pytest.mark.parametrize("address", HOSTILE)
def test_what_is_no_plain_link_is_refused(address: str) -> None:
    """Only pages, mailboxes and telephones are led to."""
    assert not is_plain_link(address)


@given(
    st.one_of(
        st.text(max_size=20),
        st.text(st.sampled_from("jJavascriptdatvbhps:/\\\t\n\x00 @.%#?vn"), max_size=24),
        st.sampled_from(HOSTILE).flatmap(lambda one: st.text(max_size=2).map(lambda before: before + one)),
    )
)
def test_what_is_let_through_leads_where_it_seems_to(address: str) -> None:
    """Read as browsers read it (controls and white space around are dropped, "\\" is "/"), no other scheme is left."""
    if is_plain_link(address):
        seen = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33)))).replace("\\", "/")
        assert seen == address
        assert re.match(r"(?:https?://[^/]|mailto:|tel:|/(?!/)|#)", seen, re.IGNORECASE)


def test_each_fault_stands_at_its_line_and_says_what_to_write() -> None:
    """A telephone without "tel:", a site without "https://", a list that is none."""
    text = """
ten = "Cổng xã"
lien-he = "0237"
[[tra-nhanh]]
ten = "Một cửa"
dia-chi = "dichvucong.gov.vn"
[[tra-nhanh]]
dia-chi = "/lien-he/"
[[tra-nhanh]]
ten = "Hộp thư"
  dia-chi   = "hopthu@a.gov.vn"
[thong-bao]
dia-chi = "data:,x"
""".lstrip()
    file = data_file(text, "content/du-lieu/don-vi.toml")
    load_authority(file)
    found = file.problems
    assert {one.level for one in found} == {Level.ERROR}
    assert [one.line for one in found] == [2, 5, 10, 12]
    assert "[[lien-he]]" in found[0].message
    assert "Viết “https://dichvucong.gov.vn”" in found[1].message
    assert "Viết “mailto:hopthu@a.gov.vn”" in found[2].message
    assert "[thong-bao], dia-chi: “data:,x”" in found[3].message


def test_a_portal_goes_out_without_the_link_and_says_so(tmp_path: Path) -> None:
    """The words stay; a build names file and line and publishes the articles; nothing of the address is public."""
    content = tmp_path / "content"
    (content / "du-lieu").mkdir(parents=True)
    (content / "thu.md").write_text(
        "Tiêu đề: Xã họp bàn mùa màng\nNgày đăng: 14/05/2024\nChuyên mục: Tin trong huyện\n"
        "Tác giả: Lê Hải\n\nSáng nay xã họp.\n",
        "utf-8",
    )
    (content / "du-lieu" / "chuyen-muc.toml").write_text('[[chuyen-muc]]\nten = "Tin trong huyện"\n', "utf-8")
    (content / "du-lieu" / "don-vi.toml").write_text(
        'ten = "Cổng xã"\n[[lien-he]]\nnhan = "Điện thoại"\nnoi-dung = "Bộ phận một cửa"\n'
        'dia-chi = "javascript:alert(1)"\n[[tra-nhanh]]\nten = "Đường tắt"\ndia-chi = "vbscript:x"\n',
        "utf-8",
    )
    result = build_site(content, tmp_path / "output", None, NOW, quarantine=True)
    assert [(one.path, one.line, one.code) for one in result.problems] == [
        ("content/du-lieu/don-vi.toml", 5, "dia-chi-la"),
        ("content/du-lieu/don-vi.toml", 8, "dia-chi-la"),
    ]
    assert result.exit == 1
    pages = "".join(page.read_text("utf-8") for page in (tmp_path / "output").rglob("*.html"))
    assert "Xã họp bàn mùa màng" in pages
    assert "Bộ phận một cửa" in pages
    assert "javascript:" not in pages
    assert "vbscript:" not in pages
