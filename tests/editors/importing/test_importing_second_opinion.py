"""Another extractor's opinion about the body of an old page is an alarm that is seldom false."""

from __future__ import annotations

from dataclasses import replace

import pytest
from importing_portals import REGISTRIES
from old_pages import SHAPES, SKINS

from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import ImportedArticle, IssueKind, plain_paragraph
from plugins.editors.importing.oldsite.second_opinion import disagreements, second_extractor

FIRST = "Từ đầu tháng, tổ công tác đến từng nhà đo đạc, lập biên bản có chữ ký của chủ hộ và trưởng thôn."
SECOND = "Đến nay sáu mươi hộ dân đã hiến gần hai nghìn mét vuông đất vườn để mở rộng đường trục của thôn."
FOOTER = (
    "Địa chỉ: thôn Trung, xã Định Hòa; điện thoại 0237.3.888.888; ghi rõ nguồn khi phát hành lại thông tin"
)
OURS = ImportedArticle("trang", "Hiến đất mở đường", body=(plain_paragraph(FIRST), plain_paragraph(SECOND)))


def told(theirs: str, ours: ImportedArticle = OURS) -> list[str]:
    """Return what is told where the other extractor returns this text."""
    return [one.message for one in disagreements("<p>x</p>", ours, lambda _: theirs)]


def test_two_that_agree_are_silent() -> None:
    """Furniture, titles, days and short lines that only one of them takes are no disagreement."""
    assert told(f"Trang chủ\nHiến đất mở đường\n29/11/2023\n{FIRST}\n• {SECOND}\n{FOOTER}\nTin khác") == []


def test_a_sentence_that_only_one_of_them_has_is_doubtful() -> None:
    """In either direction, with its first words."""
    shorter = replace(OURS, body=OURS.body[:1])
    assert told(f"{FIRST}\n{SECOND}", shorter) == [
        "một cách đọc trang khác (Resiliparse) cho là thân bài còn một đoạn: “Đến nay sáu mươi hộ dân đã hiến gần hai nghìn "
        "mét vuông đất …”. Mở trang cũ xem đoạn ấy có thuộc bài không."
    ]
    assert len(told(FIRST)) == 1
    assert "cho là một đoạn trong bài không thuộc thân bài: “Đến nay" in told(FIRST)[0]


def test_an_extractor_that_finds_nothing_or_fails_has_no_opinion() -> None:
    """Nor is it asked about a page that would take it long."""

    def failing(html: str) -> str:
        raise RuntimeError(html)

    assert told("") == []
    assert disagreements("<p>x</p>", OURS, failing) == []
    assert disagreements("<option>" * 5_000, OURS, lambda _: FIRST) == []
    assert disagreements("<p>x</p>", OURS, None) == []


@pytest.mark.skipif(
    second_extractor() is None, reason="no resiliparse; run: pip install -r requirements-import.txt"
)
def test_it_is_silent_about_pages_that_are_read_right_and_sees_a_body_that_is_cut() -> None:
    """Every skin of an old portal; a body of which the second half is lost is told in most of them."""
    false, seen, pages = [], 0, 0
    for skin, make in SKINS.items():
        page = make(SHAPES["plain"])
        article = import_article(ImportSource("trang.html", page), REGISTRIES)
        if [one for one in article.issues if "Resiliparse" in one.message]:
            false.append(skin)
        pages += 1
        half = replace(article, lead="", body=article.body[: len(article.body) // 2], issues=())
        seen += bool(disagreements(page.decode("utf-8", "replace"), half, second_extractor()))
        assert all(one.kind is not IssueKind.LOST for one in article.issues)
    assert false == []
    assert seen >= pages * 0.8
