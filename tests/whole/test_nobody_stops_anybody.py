"""What one editor wrote wrongly keeps nobody else's articles from the public."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_sites import Build, an_article

from plugins.problems import Level

UNIT = "content/du-lieu/don-vi.toml"


@pytest.mark.parametrize("status", ["nháp", "chờ duyệt"])
@pytest.mark.parametrize(
    ("date", "body"),
    [
        ("", "Chữ."),
        ("31/02/2024", "Chữ."),
        ("05/03/2024", "<script>x</script>"),
        ("05/03/2024", "![a](khong.jpg)"),
    ],
)
def test_a_faulty_draft_stops_nothing(site: Path, build: Build, status: str, date: str, body: str) -> None:
    """It would not be published anyway: its faults are reminders, and the others go out."""
    text = an_article("Bài nháp", f"Trạng thái: {status}", date=date, body=body)
    (site / "content/nhap.md").write_text(text, "utf-8")
    result = build()
    assert result.exit == 0, result.problems
    told = [one for one in result.problems if one.path == "content/nhap.md"]
    assert told
    assert {one.level for one in told} == {Level.WARNING}
    assert all("có lỗi: " in one.message for one in told)
    assert (site / "output/tin-trong-huyen/2023/tot/index.html").exists()


def test_a_draft_is_no_fault_of_a_translation_that_is_public(site: Path, build: Build) -> None:
    """The second translation is, once it is to be published."""
    one = an_article("A meeting", "Ngôn ngữ: en", "Đường dẫn: tot")
    (site / "content/mot.md").write_text(one, "utf-8")
    (site / "content/hai.md").write_text(
        f"{one}More.".replace("Tác giả", "Trạng thái: nháp\nTác giả"), "utf-8"
    )
    assert build().exit == 0


@pytest.mark.parametrize(
    ("table", "line", "level", "shown"),
    [
        ('[[tra-nhanh]]\nten = "Một chỗ"\ndia-chi = "/khong-co/"', 4, Level.ERROR, False),
        ('[[tra-nhanh]]\nten = "Một chỗ"\ndia-chi = "https://cong-thu.gov.vn/khong-co/"', 0, None, True),
        ('[[tra-nhanh]]\nten = "Một chỗ"\ndia-chi = "/so-quy-hoach/"', 4, Level.WARNING, False),
        ('[[tra-nhanh]]\nten = "Một chỗ"\ndia-chi = "/tin-trong-huyen/2024/mai/"', 4, Level.WARNING, False),
        ('[[tra-nhanh]]\nten = "Một chỗ"\ndia-chi = "/chien-luoc/"', 4, Level.WARNING, False),
        ('[[tra-nhanh]]\nten = "Một chỗ"\ndia-chi = "/chien-luoc"', 4, Level.WARNING, False),
        ('[thong-bao]\nnoi-dung = "Một chỗ"\ndia-chi = "/chien-luoc/"', 4, Level.WARNING, True),
        ('[[tra-nhanh]]\nten = "Một chỗ"\ndia-chi = "/tin-trong-huyen/#khong"', 4, Level.ERROR, False),
        ('[[tra-nhanh]]\nten = "Một chỗ"\ndia-chi = "#khong"', 4, Level.ERROR, False),
        ('[[lien-he]]\nnhan = "Nơi"\nnoi-dung = "Một chỗ"\ndia-chi = "/khong-co/"', 5, Level.ERROR, True),
        ('[thong-bao]\nnoi-dung = "Một chỗ"\ndia-chi = "/khong-co/"', 4, Level.ERROR, True),
        ('[[tra-nhanh]]\nten = "Một chỗ"\ndia-chi = "/tin-trong-huyen/"', 0, None, True),
        ('[[tra-nhanh]]\nten = "Một chỗ"\ndia-chi = "/feeds/tat-ca.json"', 0, None, True),
    ],
)
def test_a_dead_address_is_a_fault_of_the_data_file(
    site: Path, build: Build, table: str, line: int, level: Level | None, shown: bool
) -> None:
    """With its line; the link is left out until it has a page, and the theme is not blamed."""
    (site / "content/mai.md").write_text(an_article("Mai", date="29/12/2024"), "utf-8")
    (site / UNIT).write_text(f'ten = "Cổng thử"\n{table}\n', "utf-8")
    result = build(quarantine=True)
    assert not result.fault
    told = [(one.line, one.level) for one in result.problems if one.path == UNIT]
    assert told == ([(line, level)] if level else [])
    home = (site / "output/index.html").read_text("utf-8")
    assert ("Một chỗ" in home) == shown
    assert '/khong-co/"' not in home or "https://cong-thu" in table


@pytest.mark.parametrize(
    ("day", "told"), [("01/07/2024", []), ("02/07/2024", []), ("03/07/2024", ["lien-ket-nhap"])]
)
def test_a_link_between_scheduled_articles_is_told_where_it_would_be_dead(
    site: Path, build: Build, day: str, told: list[str]
) -> None:
    """Only if the other one comes later than the one that links to it."""
    linking = an_article("Hẹn", date="02/07/2024", body="[Bài kia](kia.md).")
    (site / "content/hen.md").write_text(linking, "utf-8")
    (site / "content/kia.md").write_text(an_article("Kia", date=day), "utf-8")

    assert [one.code for one in build().problems if one.path == "content/hen.md"] == told


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("{author}Lê Hải", ""),
        ("{author}Lê Hài Không Có", "tác giả “Lê Hài Không Có”"),
        ("{author}", ""),
        ("{tag}mùa màng", ""),
        ("{tag}khong-co", "thẻ “khong-co”"),
        ("|tag|khong-co", "thẻ “khong-co”"),
        ("{archives}", ""),
        ("{index}", ""),
        ("{category}Chiến lược – Định hướng – Quy hoạch", ""),
    ],
)
def test_a_link_to_a_list_that_there_is_not_is_its_article_s_fault(
    site: Path, build: Build, target: str, told: str
) -> None:
    """Pelican's words for lists lead to a page, or are told at their line; nobody else's article waits."""
    text = an_article("Bài dẫn", "Thẻ: mùa màng", body=f"Chữ.\n\nXem [đây]({target.replace(' ', '%20')}).")
    (site / "content/a.md").write_text(text, "utf-8")
    result = build(quarantine=True)
    assert not result.fault
    assert (site / "output/tin-trong-huyen/2023/tot/index.html").exists()
    problems = [one for one in result.problems if one.path == "content/a.md"]
    assert [(one.line, one.code) for one in problems] == ([(9, "lien-ket-chet")] if told else [])
    assert all(told in one.message for one in problems)


@pytest.mark.parametrize("name", ["Lê Hải", "LÊ HẢI", "Nguyễn Hải", "Trung tâm VHTT"])
def test_a_link_to_an_author_goes_by_the_registry(site: Path, build: Build, name: str) -> None:
    """To the address that it gives, by any name that it knows; and to another one as soon as it gives another."""
    body = f"Xem [đây]({{author}}{name.replace(' ', '%20')})."
    who = an_article("Bài dẫn", body=body).replace("Lê Hải", "Lê Hải, Trung tâm VHTT")
    (site / "content/a.md").write_text(who, "utf-8")
    for address in ("hai-le", "hai-khac"):
        registry = f'[[tac-gia]]\nten = "Lê Hải"\nten-khac = ["Nguyễn Hải"]\ndia-chi = "{address}"\n'
        registry += f'[[co-quan]]\nten = "Trung tâm VHTT"\ndia-chi = "{address}"\n'
        (site / "content/du-lieu/tac-gia.toml").write_text(registry, "utf-8")

        assert build().problems == ()
        place = "co-quan" if name.startswith("Trung") else "tac-gia"
        page = (site / "output/tin-trong-huyen/2023/a/index.html").read_text("utf-8")
        assert f'<a href="/{place}/{address}/">đây</a>' in page
        assert (site / "output" / place / address / "index.html").is_file()


def test_words_of_a_program_are_told_at_their_line(site: Path, build: Build) -> None:
    """They would be public as they stand; in code they are what the article is about."""
    body = "Phụ trách: None.\n\n`None`\n\n```\nx: None\n```\n\n| a |\n|---|\n| None |\n| None of them |\n"
    (site / "content/a.md").write_text(an_article("Bài", body=body), "utf-8")
    result = build()
    assert result.exit == 0
    assert [(one.line, one.level) for one in result.problems if one.code == "chu-may"] == [
        (6, Level.WARNING),
        (16, Level.WARNING),
    ]


def test_a_standing_page_says_its_language(site: Path, build: Build) -> None:
    """Its title, its text and the links to it."""
    (site / "content/trang").mkdir()
    (site / "content/trang/about.md").write_text("Tiêu đề: About us\nNgôn ngữ: en\n\nWe write.\n", "utf-8")
    build()
    page = (site / "output/about/index.html").read_text("utf-8")
    assert '<h1 lang="en">About us</h1>' in page
    assert '<div class="prose" lang="en">' in page
    assert '<a href="/about/" lang="en">About us</a>' in (site / "output/index.html").read_text("utf-8")


def test_old_addresses_that_are_taken_are_told_before_publishing(site: Path, build: Build) -> None:
    """By a page that there is, or by another article."""
    (site / "content/a.md").write_text(
        an_article("A", "Đường dẫn cũ: /Tin-trong-huyen/2023/tot/index.html; /cu.html"), "utf-8"
    )
    (site / "content/b.md").write_text(an_article("B", "Đường dẫn cũ: /cu.html; /khac.html"), "utf-8")
    told = {(one.path, one.line, one.code, one.level) for one in build().problems}
    assert ("content/a.md", 5, "chuyen-de-trang", Level.WARNING) in told
    assert sum(one[2] == "chuyen-trung" for one in told) == 1
