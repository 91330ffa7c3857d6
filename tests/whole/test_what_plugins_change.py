"""What plugins change is seen: on articles, in templates, in incremental builds; what is not theirs to change is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plugins import add_plugin, build, checksums, own_theme
from small_sites import an_article

from plugins.header.parse import parse

PAGE = "output/tin-trong-huyen/2023/tot/index.html"
DEAD = "khong-con/"
SIMPLE = 'THEME = "simple"'
TITLES = """if hasattr(sender, "date"):
        sender.title = sender.title + (HERE / "duoi.txt").read_text("utf-8")"""


def test_a_plugin_that_changes_an_article_changes_its_page_and_lists(site: Path) -> None:
    """Title, summary and body, as the plugin leaves them; a title is no HTML."""
    (site / "duoi.txt").write_text(" &amp; <b>mới</b> <", "utf-8")
    body = (
        TITLES
        + '\n        sender._content += "<p>Câu của plugin.</p>"\n        sender._summary = "Một <i>tóm tắt</i> khác."'
    )
    add_plugin(site, "doi_bai", "content_object_init", body)

    done = build(site, "doi_bai")

    assert done.returncode == 0, done.stdout + done.stderr
    page = (site / PAGE).read_text("utf-8")
    assert "<p>Câu của plugin.</p>" in page
    assert "Một tóm tắt khác." in page
    for file in (site / PAGE, site / "output/index.html"):
        assert "Bài tốt &amp; mới" in file.read_text("utf-8")
    assert "Bài tốt &amp; mới" in (site / "output/feeds/tat-ca.atom.xml").read_text("utf-8")


def test_dead_links_that_a_plugin_writes_stop_the_build(site: Path) -> None:
    """What it puts into an article is checked as everything is."""
    add_plugin(site, "hong", "content_object_init", "sender._content += '<a href=\"/mat/\">x</a>'")

    done = build(site, "hong")

    assert done.returncode == 2
    assert "[lien-ket-chet]" in done.stdout


def test_a_dead_whole_address_is_told_at_its_line_where_a_plugin_writes_pages(site: Path) -> None:
    """Only the finished output shows it; what stops the build names the article, once, not only the page made of it."""
    add_plugin(site, "them", "finalized", "pass")
    links = [
        f"[{word}](https://vi-du.vn/{to})" for word, to in (("a", DEAD), ("b", DEAD), ("c", "luu-tru/#x"))
    ]
    (site / "content" / "tot.md").write_text(an_article("Bài tốt", body=" ".join(links)), "utf-8")

    done = build(site, "them", more='SITEURL = "https://vi-du.vn"')

    assert done.returncode == 2
    assert "có 2 chỗ hỏng" in done.stdout
    assert (
        f"content/tot.md:6: lỗi [lien-ket-chet]: cổng không có trang “https://vi-du.vn/{DEAD}”" in done.stdout
    )
    assert (
        "content/tot.md:6: lỗi [neo-chet]: trang “https://vi-du.vn/luu-tru/” không có mục “#x”" in done.stdout
    )


def test_a_dead_link_is_no_reason_to_stop_where_it_stops_nothing(site: Path) -> None:
    """Under a theme made for Pelican the output is checked for other faults: those alone are told."""
    write = 'Path(sender.settings["OUTPUT_PATH"], "them.html").write_text("<a href={static}/x>", "utf-8")'
    add_plugin(site, "them", "finalized", write)
    body = f"Xem [trang](https://vi-du.vn/{DEAD})."
    (site / "content" / "tot.md").write_text(an_article("Bài tốt", body=body), "utf-8")

    done = build(site, "them", more=f'SITEURL = "https://vi-du.vn"\n{SIMPLE}')

    assert done.returncode == 2
    assert "có 1 chỗ hỏng" in done.stdout
    assert "[sot-ky-hieu]" in done.stdout
    assert DEAD not in done.stdout


def test_a_page_that_a_plugin_writes_is_there_for_whole_addresses(site: Path) -> None:
    """The output alone knows it: no article is refused for a link to it."""
    write = 'Path(sender.settings["OUTPUT_PATH"], "them.html").write_text("<!doctype html><html lang=vi><p>x</p></html>", "utf-8")'
    add_plugin(site, "them", "finalized", write)
    article = an_article("Bài tốt", body="Xem [trang](https://vi-du.vn/them.html).")
    (site / "content" / "tot.md").write_text(article, "utf-8")

    done = build(site, "them", more='SITEURL = "https://vi-du.vn"')

    assert done.returncode == 0, done.stdout + done.stderr
    assert (site / PAGE).is_file()


@pytest.mark.parametrize(
    ("signal", "body", "theme", "words"),
    [
        ("content_object_init", 'sender.status = "draft"', "", "đổi “status” của content/tot.md"),
        ("content_object_init", 'sender.override_url = "noi-khac/"', SIMPLE, "đổi “url”"),
        ("article_generator_context", 'named["metadata"]["slug"] = "khac"', SIMPLE, "đổi “slug”"),
        (
            "article_generator_context",
            'named["metadata"].pop("authors")',
            "",
            "đổi “authors”",
        ),
        ("article_generator_context", 'named["metadata"]["tags"].clear()', "", "đổi “tags”"),
        ("article_generator_finalized", "sender.articles.clear()", "", "thêm hay bớt bài"),
        ("article_generator_pretaxonomy", "sender.articles.pop()", SIMPLE, "thêm hay bớt bài"),
        ("page_generator_finalized", "sender.pages.append(sender)", "", "thêm hay bớt bài"),
    ],
)
def test_what_the_header_of_an_article_decides_is_refused_by_name(
    site: Path, signal: str, body: str, theme: str, words: str
) -> None:
    """Else a draft could be public, and links, feeds and lists would lead elsewhere."""
    (site / "content" / "tot.md").write_text(an_article("Bài tốt", "Từ khóa: lúa; mía"), "utf-8")
    add_plugin(site, "doi", signal, body)

    done = build(site, "doi", more=theme)

    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stdout
    assert "“doi”" in done.stdout
    assert not (site / "output").exists()


def test_our_templates_see_what_plugins_set_where_they_ask_for_it(site: Path) -> None:
    """On the article and in the context; a theme that asks is built without the plugin as well."""
    asked = "{% if article is defined and article.readtime is defined %}<b>{{ article.readtime }}|{{ nhom }}</b>{% endif %}"
    theme = own_theme(site, article=asked)
    body = 'sender.context["nhom"] = len(sender.articles)\n    sender.articles[0].readtime = "7 phút <"'
    add_plugin(site, "doc_lau", "article_generator_finalized", body)

    assert build(site, "doc_lau", more=theme).returncode == 0
    assert "<b>7 phút &lt;|1</b>" in (site / PAGE).read_text("utf-8")
    (site / "doc_lau.py").write_text(
        (site / "doc_lau.py").read_text("utf-8").replace("7 phút", "18 phút"), "utf-8"
    )
    assert build(site, "doc_lau", more=theme).returncode == 0
    assert "<b>18 phút" in (site / PAGE).read_text("utf-8")
    assert build(site, more=theme).returncode == 0
    assert "phút &lt;" not in (site / PAGE).read_text("utf-8")


def test_a_plugin_may_extend_the_reading_of_markdown(site: Path) -> None:
    """As in Pelican, by a name or an object; told, since it makes each build a long one."""
    add_plugin(site, "muc_luc", "initialized", 'sender.settings["MARKDOWN"]["extensions"] = ["toc"]')
    (site / "content" / "dai.md").write_text(
        an_article("Bài dài", body="[TOC]\n\n## Mục một\n\nChữ."), "utf-8"
    )

    done = build(site, "muc_luc")

    assert done.returncode == 0, done.stdout
    assert "plugin “muc_luc” thêm phần mở rộng vào cài đặt MARKDOWN" in done.stdout
    page = (site / "output/tin-trong-huyen/2023/dai/index.html").read_text("utf-8")
    assert '<div class="toc">' in page
    assert '<a href="#muc-mot">Mục một</a>' in page


def files(output: Path) -> dict[str, int]:
    """Return the file that lies at every path of an output: one that was not made again is still the same."""
    return {
        path.relative_to(output).as_posix(): path.stat().st_ino
        for path in output.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("signal", "body"),
    [
        ("initialized", "pass"),
        ("article_generator_finalized", "sender.articles[0].readtime = 3"),
        ("get_generators", "pass"),
        ("all_generators_finalized", "pass"),
    ],
)
def test_a_plugin_that_changes_no_page_leaves_builds_incremental(site: Path, signal: str, body: str) -> None:
    """Only what an article that was saved stands in is made again; the edition is what a build from nothing makes."""
    add_plugin(site, "yen", signal, body)
    (site / "content" / "hai.md").write_text(an_article("Bài hai", "Tóm tắt: Vẫn thế."), "utf-8")
    assert build(site, "yen").returncode == 0
    before = files(site / "output")
    assert build(site, "yen").returncode == 0
    assert files(site / "output") == before
    (site / "content" / "hai.md").write_text(
        an_article("Bài hai", "Tóm tắt: Vẫn thế.", body="Chữ khác."), "utf-8"
    )

    assert build(site, "yen").returncode == 0

    after = files(site / "output")
    made = {path for path in after if after[path] != before.get(path)}
    assert "tin-trong-huyen/2023/hai/index.html" in made
    assert "tin-trong-huyen/2023/tot/index.html" not in made
    incremental = checksums(site / "output")
    assert build(site, "yen", words=("--clean",)).returncode == 0
    assert checksums(site / "output") == incremental


def test_what_a_plugin_changes_is_made_again_and_nothing_else(site: Path) -> None:
    """Also where the plugin alone, not an article, says something else than in the last build."""
    add_plugin(
        site,
        "duoi",
        "content_object_init",
        TITLES.replace("sender.title = ", 'if sender.slug == "hai": sender.title = '),
    )
    (site / "duoi.txt").write_text(" một", "utf-8")
    (site / "content" / "hai.md").write_text(an_article("Bài hai"), "utf-8")
    assert build(site, "duoi").returncode == 0
    before = files(site / "output")
    (site / "duoi.txt").write_text(" hai", "utf-8")

    done = build(site, "duoi")

    assert done.returncode == 0, done.stdout
    assert "Bài hai hai" in (site / "output/tin-trong-huyen/2023/hai/index.html").read_text("utf-8")
    assert "Bài hai hai" in (site / "output/index.html").read_text("utf-8")
    after = files(site / "output")
    assert any(after[path] == before.get(path) for path in after)
    incremental = checksums(site / "output")
    assert build(site, "duoi", words=("--clean",)).returncode == 0
    assert checksums(site / "output") == incremental


def test_a_plugin_that_is_taken_away_leaves_nothing(site: Path) -> None:
    """The build without it is the one that there was before it came."""
    assert build(site).returncode == 0
    before = checksums(site / "output")
    add_plugin(site, "viet", "finalized", 'Path(sender.output_path, "them.txt").write_text("x")')
    assert build(site, "viet").returncode == 0
    assert (site / "output" / "them.txt").exists()

    assert build(site).returncode == 0

    assert checksums(site / "output") == before


def test_header_keys_that_a_plugin_reads_reach_it_and_are_no_reminder(site: Path) -> None:
    """In lower case, whatever the editor wrote; the check says no more of them than the build."""
    header = ("Loat_Bai: Mùa màng", "Khac_nhau: x", "Is_valid: không")
    (site / "content" / "tot.md").write_text(an_article("Bài tốt", *header), "utf-8")
    body = 'for one in sender.articles:\n        print("DOC", one.loat_bai, one.metadata["loat_bai"], one.is_valid())'
    add_plugin(site, "loat", "article_generator_finalized", body)

    done = build(site, "loat")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "DOC Mùa màng Mùa màng True" in done.stdout
    assert "Loat_Bai" not in done.stdout
    assert "không có trường “Khac_nhau”" in done.stdout
    assert "không có trường “Is_valid”" in done.stdout
    assert "không có trường “Loat_Bai”" in build(site).stdout


@given(st.from_regex(r"[A-Za-z][A-Za-z_]{0,20}", fullmatch=True), st.text(max_size=40))
def test_a_key_that_somebody_reads_is_never_a_fault(key: str, value: str) -> None:
    """Unless it is one of ours, which is read as such."""
    text = f"Tiêu đề: A\n{key}: {' '.join(value.split())}\n\nB"
    known = parse("a.md", text, {key.lower()})

    assert not [one for one in known.problems if one.code in ("truong-la", "truong-bo-qua")]


def test_settings_that_a_plugin_reads_are_no_typing_errors(site: Path) -> None:
    """``REPORTS`` is nearly a setting of ours."""
    add_plugin(site, "bao_cao", "initialized", 'print("SO", sender.settings["REPORTS"])')

    done = build(site, "bao_cao", more="REPORTS = 4")

    assert done.returncode == 0, done.stdout
    assert "SO 4" in done.stdout
    assert "cai-dat" not in done.stdout
    alone = build(site, more="REPORTS = 4")
    assert "không có cài đặt “REPORTS”" in alone.stdout
