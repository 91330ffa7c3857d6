"""[ket-thuc] in don-vi.toml: pages where it helps say that the authority has ended, from its day on; what is not clear is told and not shown."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from given import NOW
from hypothesis import given
from hypothesis import strategies as st
from shared_portals import PROJECT, build_public

from plugins.building.sources.authority_ending import ended_portal, ending_day
from plugins.building.sources.authority_file import load_authority
from plugins.building.sources.portal_facts import text_expiries
from plugins.problems.data_file import data_file

SOUND = """[ket-thuc]
ngay = 2025-07-01
ke-thua = "Ủy ban nhân dân xã Thọ Xuân"
dia-chi = "https://xa.vi-du.gov.vn/"
loi-nhan = "Huyện kết thúc hoạt động."
"""
BEFORE, ON = date(2025, 6, 30), date(2025, 7, 1)


def problems_of(text: str) -> list[tuple[int, str]]:
    """Return the lines and codes of what is wrong with a file."""
    file = data_file(text, "don-vi.toml")
    load_authority(file)
    return [(one.line, one.code) for one in file.problems]


def test_the_notice_comes_on_the_day_itself() -> None:
    """Not before it; the build knows the day as one on which the portal changes by itself."""
    authority = load_authority(SOUND)
    ended = ended_portal(authority, "https://xa.vi-du.gov.vn/", ON)

    assert ended_portal(authority, "", BEFORE) is None
    assert ended is not None
    assert (ended.day, ended.date, ended.address) == ("01/07/2025", "2025-07-01", "xa.vi-du.gov.vn")
    assert [day for day, _ in text_expiries(authority)] == [ON]
    assert problems_of(SOUND) == []


def test_not_set_is_not_shown() -> None:
    """A portal that says nothing of an end has none."""
    assert ended_portal(load_authority('ten = "Cổng"'), "", ON) is None
    assert ending_day({}) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('ket-thuc = "2025-07-01"', 1),
        ('ten = "A"\n[ket-thuc]\nke-thua = "Xã"', 2),
        ('[ket-thuc]\nngay = "mai"\nke-thua = "Xã"', 2),
        ("[ket-thuc]\nngay = 2025-07-01", 1),
        ('[ket-thuc]\nngay = 2025-07-01\nke-thua = "Xã"\nloi-nhan = 7', 4),
        ("[ket-thuc]\nngay = 2025-07-01\nke-thua = 5", 3),
        ('[ket-thuc]\nngay = 2025-07-01\nke-thua = " "', 3),
        ('[ket-thuc]\nngay = 2025-07-01\nke-thua = "Xã"\nloi-nhan = ["a"]', 4),
        ('[[ket-thuc]]\nngay = 2025-07-01\nke-thua = "Xã"', 1),
    ],
)
def test_what_is_not_clear_is_told_at_its_line_and_not_shown(text: str, line: int) -> None:
    """A notice without a day or a successor says nothing that helps."""
    assert problems_of(text) == [(line, "muc-du-lieu")]
    assert ended_portal(load_authority(text), "", date(2030, 1, 1)) is None


def test_a_wrong_address_and_an_unknown_key_take_only_themselves_out() -> None:
    """The notice stays, since readers must know."""
    text = SOUND.replace("https://xa.vi-du.gov.vn/", "xa.vi-du.gov.vn") + 'dia_chi = "x"\n'

    assert problems_of(text) == [(6, "muc-du-lieu"), (4, "dia-chi-la")]
    ended = ended_portal(load_authority(text), "", ON)
    assert ended is not None
    assert ended.address == ""


@given(
    st.fixed_dictionaries(
        {},
        optional={
            key: st.one_of(st.text(max_size=8), st.integers(), st.lists(st.integers(), max_size=2), st.none())
            for key in ("ngay", "ke-thua", "dia-chi", "loi-nhan", "khac")
        },
    )
)
def test_no_table_whatever_breaks_a_build(table: Mapping[str, object]) -> None:
    """Either it is shown whole, or it is not there."""
    file = data_file("", "don-vi.toml")
    object.__setattr__(file, "tables", {"ket-thuc": table})
    ended = ended_portal(load_authority(file), "", date.max)

    assert ended is None or (ended.successor and ended.date)


def test_it_is_said_where_it_helps_and_nowhere_where_it_is_not_set(
    published: Path, with_pictures: Path
) -> None:
    """On the front page, standing pages, registers and documents, not on news and their lists; by the unit's name, with the successor's address."""
    content = with_pictures / "content"
    shutil.copytree(PROJECT / "content", content)
    authority = content / "du-lieu" / "don-vi.toml"
    own = re.sub(r"\[ket-thuc\]\n(?:.+\n)*", "", authority.read_text("utf-8"))
    authority.write_text(own + SOUND.replace("2025-07-01", NOW[:10]), "utf-8")
    output = build_public(content, with_pictures / "output")

    said = set()
    for page in sorted(output.rglob("*.html")):
        soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        for notice in soup.select("section.ended"):
            said.add(page.relative_to(output).as_posix())
            assert notice.get_text(" ", strip=True).startswith("Huyện Thọ Xuân kết thúc hoạt động từ ngày")
            assert notice.select_one("time")["datetime"] == NOW[:10]  # type: ignore[index]
            assert [one["href"] for one in notice.select("a")] == ["https://xa.vi-du.gov.vn/"]
            assert "(xa.vi-du.gov.vn)" in notice.get_text()
    helps = {
        "index.html",
        "404.html",
        "lien-he/index.html",
        "gioi-thieu/index.html",
        "so-quy-hoach/index.html",
    }
    document = "chien-luoc-dinh-huong-quy-hoach/quy-hoach/2023/quy-hoach-tinh-thanh-hoa/index.html"
    assert helps | {document} <= said
    assert not [one for one in said if one.startswith(("luu-tru/", "the/", "tac-gia/", "doan-the/"))]
    assert "van-hoa-du-lich/index.html" not in said
    assert not [page for page in published.rglob("*.html") if 'class="ended"' in page.read_text("utf-8")]
