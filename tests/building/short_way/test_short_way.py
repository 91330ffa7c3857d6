"""A build that makes the pages of saved articles alone gives what a build from nothing gives, and is taken often."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import fork_server
import pytest
import random_steps
from list_steps import heal, list_step, sound_world
from random_steps import World, edit_body, new_world, some_article, step, tree, wait_for_the_dead, words

from plugins.building.incremental.build_cache import BuildCache
from plugins.building.incremental.cache_path import build_cache_path
from plugins.building.incremental.remembered_portal import remembered_portal
from plugins.building.run import build_and_keep
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.worker_pool import WorkerPool
from plugins.pages.feed_options import FeedOptions

STEPS = int(os.environ.get("PROOF_STEPS", "120"))
SEED = int(os.environ.get("PROOF_SEED", "1"))
WORLDS = 4
KILLS = 12


def edit_shown(world: World) -> str:
    """Save the body of an article that has a page, if any has."""
    with closing(BuildCache(build_cache_path(world.settings.cache, world.settings.output))) as cache:
        portal = remembered_portal(cache)
    shown = [name for name, one in portal.articles.items() if one.page_key] if portal else []
    # An article with links, photos and an anchor is seldom its own page's business alone.
    plain = [name for name in shown if "/ro-" in name and world.chance.random() < 0.9]
    paths = [world.content / name for name in sorted(plain or shown)]
    return edit_body(world, [path for path in paths if path.exists()])


def compare(world: World, place: str) -> bool:
    """Build upon what is remembered and from nothing, compare all, and return whether the short way was taken."""
    incremental, clean = world.build(), world.build_clean()
    assert (incremental.exit, incremental.fault) == (clean.exit, clean.fault), place
    assert incremental.problems == clean.problems, place
    assert incremental.next_change == clean.next_change, place
    if clean.exit != 2:
        assert tree(world.folder / "output") == tree(world.folder / "sach" / "output"), place
        assert incremental.counts
        assert clean.counts
        assert replace(incremental.counts, seconds=0) == replace(clean.counts, seconds=0), place
    return incremental.short


@pytest.mark.parametrize("seed", range(SEED + 20, SEED + 20 + WORLDS))
def test_saved_bodies_among_all_that_may_happen(tmp_path: Path, seed: int) -> None:
    """One to three bodies saved between two builds; every third time anything else happens."""
    # Half of the portals can be searched.
    world = new_world(tmp_path, seed, search=seed % 2 == 0)
    for number in range(8):
        sound(world, f"ro-{number}", f"{number + 1:02}/05/2024")
    taken, count = 0, STEPS // WORLDS // 2
    for number in range(count):
        anything = number % 3 == 2
        what = (
            step(world)
            if anything
            else "; ".join(edit_shown(world) for _ in range(world.chance.choice([1, 1, 3])))
        )
        # A file younger than a tick of the clock takes the same way, and is read again next time.
        time.sleep(world.chance.choice([0, 0.11]))
        short = compare(world, f"seed {seed}, step {number}: {what}")
        taken += short
        if short and number % 4 == 0:
            # A whole build finds the pages and all that is remembered as it would have made them.
            whole = build_and_keep(world.settings, BuildListener(), WorkerPool(1))
            assert whole.result.made_anew == 0, what
    print(f"seed {seed}: the short way was taken in {taken} of {count} builds")
    assert taken >= count // 5


@pytest.mark.parametrize("seed", range(SEED + 40, SEED + 40 + WORLDS // 2))
def test_articles_that_come_go_and_change_in_lists(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Additions, removals, moved dates, other titles, sections, writers and tags; every sixth time anything else happens."""
    # Half of the portals have a sitemap for each year from so many articles on, and come back below it.
    monkeypatch.setattr("plugins.feeds.sitemap_files.MOST_TOGETHER", 5_000 if seed % 2 else 10)
    # Half of the portals can be searched.
    world = sound_world(tmp_path, seed, search=seed % 2 == 0)
    world.cards = False
    time.sleep(0.11)
    world.build()
    taken, count = 0, STEPS // WORLDS // 2
    for number in range(count):
        what = step(world) if number % 6 == 5 else list_step(world)
        time.sleep(world.chance.choice([0, 0.11]))
        short = compare(world, f"seed {seed}, step {number}: {what}")
        taken += short
        if short and number % 4 == 0:
            # A whole build finds the pages and all that is remembered as it would have made them.
            whole = build_and_keep(world.settings, BuildListener(), WorkerPool(1))
            assert whole.result.made_anew == 0, what
        if number % 3 == 2:
            heal(world)
    print(f"seed {seed}: the short way was taken in {taken} of {count} builds")
    assert taken >= count // 4


def sound(world: World, name: str, day: str) -> Path:
    """Write an article without faults, that of a day, and return its file."""
    article = world.content / "bai-viet" / f"{name}.md"
    header = f"Tiêu đề: {name}\nNgày đăng: {day}\nChuyên mục: Văn hóa\nTác giả: Lê Hải\nThẻ: làng; lúa\n"
    article.write_text(f"{header}\n{words(world, 9).capitalize()}.\n", "utf-8")
    return article


def published(folder: Path, seed: int = 7) -> tuple[World, Path]:
    """Return a portal that was built, and an article that it shows."""
    world = new_world(folder, seed)
    article = sound(world, "bai-hien", "29/06/2024")
    time.sleep(0.11)
    assert world.build_with_workers(1).exit < 2
    return world, article


def saved(article: Path, change: Callable[[str], str]) -> None:
    """Save an article with a change, and let it grow older than a tick."""
    article.write_text(change(article.read_text("utf-8")), "utf-8")
    time.sleep(0.11)


def test_a_saved_body_is_one_page_and_then_nothing(tmp_path: Path) -> None:
    """The next build finds nothing changed, and so does one that looks at everything."""
    world, article = published(tmp_path)
    saved(article, lambda before: f"{before}\nThêm một câu.\n")
    result = world.build_with_workers(1)
    assert (result.short, result.made_anew) == (True, 1)
    assert "Thêm một câu." in (tmp_path / "output/van-hoa/2024/bai-hien/index.html").read_text("utf-8")
    again = world.build_with_workers(1)
    assert (again.short, again.made_anew) == (False, 0)
    assert build_and_keep(world.settings, BuildListener(), WorkerPool(1)).result.made_anew == 0
    assert not compare(world, "after")


def test_the_sitemap_of_a_year_goes_with_its_last_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another article of the year keeps it; where one sitemap is enough again, a whole build makes it."""
    monkeypatch.setattr("plugins.feeds.sitemap_files.MOST_TOGETHER", 2)
    world = sound_world(tmp_path, 44, search=False)
    for path in (world.content / "bai-viet").rglob("*.md"):
        path.unlink()
    articles = [sound(world, f"ro-{year}", f"05/05/{year}") for year in (2021, 2022, 2023, 2024)]
    time.sleep(0.11)
    world.build_with_workers(1)

    def maps() -> set[str]:
        return {path.name for path in (tmp_path / "output").glob("sitemap*.xml")}

    others = {"sitemap.xml", "sitemap-trang.xml"}
    assert maps() == others | {f"sitemap-{year}.xml" for year in (2021, 2022, 2023, 2024)}
    articles[0].unlink()
    assert compare(world, "the last of 2021")
    assert maps() == others | {f"sitemap-{year}.xml" for year in (2022, 2023, 2024)}
    articles[1].unlink()
    compare(world, "no more than two")
    assert maps() == {"sitemap.xml"}


def test_a_file_of_the_sites_own_stays_where_articles_come_and_go(tmp_path: Path) -> None:
    """Its robots.txt is not replaced by ours, nor its file of another sitemap's name removed."""
    world = sound_world(tmp_path, 41, search=False)
    article = sound(world, "ro-le", "05/05/2024")
    time.sleep(0.11)
    world.build_with_workers(1)
    article.unlink()

    assert compare(world, "an article of 2024 goes")
    assert (tmp_path / "output/robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /x\n"
    assert (tmp_path / "output/sitemap-2024.xml").read_text("utf-8") == "<urlset/>\n"


def test_an_article_that_leads_to_a_list_is_looked_at_when_the_list_goes(tmp_path: Path) -> None:
    """The last article of a year takes the year's page along: who leads there drops out, and nobody else."""
    world = sound_world(tmp_path, 42, search=False)
    last = sound(world, "ro-xua", "05/05/2011")
    leading = sound(world, "ro-dan", "06/05/2024")
    saved(leading, lambda before: f"{before}\nXem [năm ấy](/van-hoa/2011/).\n")
    assert world.build_with_workers(1).exit == 0
    last.unlink()

    assert not compare(world, "the year goes")
    assert not (tmp_path / "output/van-hoa/2024/ro-dan/index.html").exists()


@pytest.mark.parametrize(
    ("target", "more"),
    [
        ("{tag}quy-hoach", "Thẻ: quy hoạch"),
        ("{author}Người%20Mới", "Tác giả: Người Mới"),
        ("/the/quy-hoach/", "Thẻ: quy hoạch"),
        ("/van-hoa/2011/", "Ngày đăng: 05/05/2011"),
    ],
)
def test_a_draft_that_leads_to_a_list_is_looked_at_when_the_list_comes(
    tmp_path: Path, target: str, more: str
) -> None:
    """Its editor is no longer reminded of a page that there is; other articles take the short way."""
    world = sound_world(tmp_path, 42, search=False)
    draft = sound(world, "ro-nhap", "06/05/2024")
    saved(draft, lambda before: f"Trạng thái: nháp\n{before}\nXem [đây]({target}).\n")
    told = [one.path for one in world.build_with_workers(1).problems]
    assert told == ["content/bai-viet/ro-nhap.md"]
    sound(world, "ro-khac", "07/05/2024")
    time.sleep(0.11)
    assert compare(world, "another article comes")

    key = more.partition(":")[0]
    coming = sound(world, "ro-moi", "07/05/2024")
    lines = coming.read_text("utf-8").split("\n")
    coming.write_text("\n".join(more if one.startswith(f"{key}:") else one for one in lines), "utf-8")
    time.sleep(0.11)

    compare(world, more)
    assert world.build_with_workers(1).problems == ()


def test_with_search_a_saved_body_is_one_page_and_what_is_found_of_it(tmp_path: Path) -> None:
    """New words, and words that are gone, among those of other articles; then nothing, and nothing to be made by a whole build."""
    world = new_world(tmp_path, 8, search=True)
    articles = [sound(world, f"ro-{number}", f"{number + 1:02}/05/202{number % 3}") for number in range(9)]
    time.sleep(0.11)
    world.build_with_workers(1)
    for number, article in enumerate(articles):
        saved(
            article,
            lambda before: before.partition("\n\n")[0] + f"\n\n{words(world, 4)} từmới{world.number}.\n",
        )
        world.number += number
        if compare(world, article.name):
            whole = build_and_keep(world.settings, BuildListener(), WorkerPool(1))
            assert whole.result.made_anew == 0, article.name
    saved(articles[0], lambda before: f"{before}\nThêm {words(world, 6)} sau cùng.\n")
    result = world.build_with_workers(2)
    assert result.short
    assert 1 < result.made_anew < 30
    assert world.build_with_workers(1).made_anew == 0


def test_where_the_index_needs_more_shards_a_saved_body_is_a_whole_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pages are sorted into other shards then; the next edit is a short one again."""
    monkeypatch.setattr("plugins.search.layout._SHARD_SIZE", 60)
    world = new_world(tmp_path, 8, search=True)
    article = sound(world, "bai-hien", "29/06/2024")
    time.sleep(0.11)
    world.build_with_workers(1)
    long = " ".join(f"chữ{number}" for number in range(400))
    saved(article, lambda before: f"{before}\n{long}.\n")
    assert not compare(world, "more shards")
    saved(article, lambda before: f"{before}\nThêm một câu.\n")
    assert compare(world, "as many")


def test_words_come_and_go_in_shards_that_have_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shard whose last term goes is no file any more, and is made again where a term comes: the rest of the memory stays."""
    monkeypatch.setattr("plugins.building.indexing.search_update.shard_count", lambda size: 1024)
    world = new_world(tmp_path, 8, search=True)
    article = sound(world, "bai-hien", "29/06/2024")
    time.sleep(0.11)
    world.build_with_workers(1)
    for number in range(1, 7):
        header = article.read_text("utf-8").partition("\n\n")[0]
        article.write_text(f"{header}\n\nHôm nay đếm được {number * 977} cây.\n", "utf-8")
        time.sleep(0.11)
        # A memory that is thrown away fails each build of a world.
        compare(world, f"{number}")


def test_where_the_index_is_made_anew_its_tables_stay_in_the_memory(tmp_path: Path) -> None:
    """Another name of a section makes all shards anew; the tables of pages say the same, and the next edit needs them."""
    world = new_world(tmp_path, 8, search=True)
    article = sound(world, "bai-hien", "29/06/2024")
    sections = world.content / "du-lieu" / "chuyen-muc.toml"
    time.sleep(0.11)
    world.build_with_workers(1)
    text = sections.read_text("utf-8")
    sections.write_text(text.replace("Tin trong huyện", "Tin trong Huyện"), "utf-8")
    assert sections.read_text("utf-8") != text
    time.sleep(0.11)
    compare(world, "renamed")
    shutil.rmtree(world.folder / "output")
    compare(world, "lost output")
    article.write_text(
        article.read_text("utf-8") + "\nThêm một câu dài hơn câu trước nhiều chữ lắm.\n", "utf-8"
    )
    time.sleep(0.11)
    compare(world, "edited")


def test_a_file_that_was_only_touched_makes_nothing(tmp_path: Path) -> None:
    """It is read, and its page is the one that is there."""
    world, article = published(tmp_path)
    saved(article, lambda same: same)
    result = world.build_with_workers(1)
    assert (result.short, result.made_anew) == (True, 0)


def test_a_standing_page_takes_the_short_way_too(tmp_path: Path) -> None:
    """Its body stands nowhere else."""
    world, _ = published(tmp_path)
    page = world.content / "trang" / "gioi-thieu.md"
    page.write_text("Tiêu đề: Giới thiệu\n\nChữ.\n", "utf-8")
    time.sleep(0.11)
    world.build_with_workers(1)
    saved(page, lambda before: f"{before}\nThêm.\n")
    assert compare(world, "standing page")


@pytest.mark.parametrize(
    "change",
    [
        ("\n\n", "\nTrạng thái: ẩn\n\n"),
        ("\n\n", "\n\nXem [bài](khong-co.md).\n\n"),
        ("\n\n", "\n\nXem [chuyên mục](/luu-tru/).\n\n"),
        ("\n\n", "\n\n[Văn bản](van-ban-0.pdf)\n\n"),
        ("\n\n", "\nHết hạn: 05/07/2024\n\n"),
        ("\n\n", "\nĐịa chỉ cũ: /tin/cu.html\n\n"),
        ("Chuyên mục: ", "Chuyên mục: Không có thật "),
    ],
)
def test_what_more_than_lists_tell_is_a_whole_build(tmp_path: Path, change: tuple[str, str]) -> None:
    """Something hidden, an error, an address of the site, a document, an hour to go, an old address."""
    world, article = listed(tmp_path)
    saved(article, lambda before: before.replace(*change, 1))
    assert not compare(world, str(change))


def listed(folder: Path) -> tuple[World, Path]:
    """Return a portal without faults that was built, and an article in its lists that no other names."""
    world = sound_world(folder, 7, search=False)
    world.cards = False
    article = sound(world, "bai-hien", "29/06/2024")
    time.sleep(0.11)
    assert world.build_with_workers(1).exit == 0
    return world, article


@pytest.mark.parametrize(
    "change",
    [
        ("Tiêu đề: ", "Tiêu đề: Khác "),
        ("Thẻ: ", "Thẻ: sông; "),
        ("Thẻ: ", "Địa bàn: xã Năm; xã Một\nThẻ: "),
        ("Ngày đăng: 29/06", "Ngày đăng: 28/06"),
        ("Ngày đăng: 29/06/2024", "Ngày đăng: 29/06/2023"),
        ("Chuyên mục: Văn hóa", "Chuyên mục: Lễ hội"),
        ("Tác giả: Lê Hải", "Tác giả: Người Viết Mới"),
        ("\n\n", "\n\n## Một mục mới\n\n"),
        ("\n\n", "\n\nMột đoạn đầu khác.\n\n"),
    ],
)
def test_what_lists_tell_takes_the_short_way(tmp_path: Path, change: tuple[str, str]) -> None:
    """A title, a tag or a commune that nobody had, another day or year, another section, a writer, an anchor, the first paragraph."""
    world, article = listed(tmp_path)
    saved(article, lambda before: before.replace(*change, 1))
    assert compare(world, str(change))
    assert build_and_keep(world.settings, BuildListener(), WorkerPool(1)).result.made_anew == 0


def test_the_first_and_the_last_commune_are_a_whole_build(tmp_path: Path) -> None:
    """The site map names the index of communes where there is one."""
    world, article = published(tmp_path)
    index = tmp_path / "output" / "dia-ban" / "index.html"
    saved(article, lambda before: before.replace("Thẻ: ", "Địa bàn: xã Một\nThẻ: "))
    assert not compare(world, "first")
    assert index.exists()
    saved(article, lambda before: before.replace("Địa bàn: xã Một\n", ""))
    assert not compare(world, "last")
    assert not index.exists()


def test_the_first_and_the_last_article_of_a_section_are_a_whole_build(tmp_path: Path) -> None:
    """The menu, which stands on every page, names sections that have articles and no others."""
    world, article = published(tmp_path)
    home, own = tmp_path / "output" / "index.html", "Chuyên mục: Văn hóa\n"
    saved(
        world.content / "du-lieu" / "chuyen-muc.toml",
        lambda before: before + '[[chuyen-muc]]\nten = "Riêng"\n',
    )
    compare(world, "a section more")
    assert "Riêng" not in home.read_text("utf-8")
    saved(article, lambda before: before.replace(own, "Chuyên mục: Riêng\n"))
    assert not compare(world, "first")
    assert "Riêng" in home.read_text("utf-8")
    saved(article, lambda before: before.replace("Chuyên mục: Riêng\n", own))
    assert not compare(world, "last")
    assert "Riêng" not in home.read_text("utf-8")


def test_a_link_of_data_to_a_section_comes_and_goes_with_its_articles(tmp_path: Path) -> None:
    """Though the section lies too deep for the menu, and a draft there lets it be known."""
    world, article = listed(tmp_path)
    data, home = world.content / "du-lieu", tmp_path / "output" / "index.html"
    own, deep = "Chuyên mục: Văn hóa\n", "Chuyên mục: Hội làng\n"
    nested = "[[chuyen-muc.con]]", "[[chuyen-muc.con.con]]", "[[chuyen-muc.con.con.con]]"
    names = "Ngoài", "Giữa", "Hội làng"
    saved(
        data / "chuyen-muc.toml",
        lambda before: (
            f'{before}[[chuyen-muc]]\nten = "Nếp"\n'
            + "".join(f'{table}\nten = "{name}"\n' for table, name in zip(nested, names, strict=True))
        ),
    )
    link = '\n[[tra-nhanh]]\nten = "Xem hội"\ndia-chi = "/nep/ngoai/giua/hoi-lang"\n'
    (data / "don-vi.toml").write_text(f'ten = "Cổng"\n{link}', "utf-8")
    for name in ("nhap", "khac"):
        saved(sound(world, name, "20/06/2024"), lambda before: before.replace(own, deep))
    saved(world.content / "bai-viet/khac.md", lambda before: before.replace(deep, "Chuyên mục: Giữa\n"))
    saved(world.content / "bai-viet/nhap.md", lambda before: f"Trạng thái: nháp\n{before}")
    compare(world, "an empty section")
    assert "Xem hội" not in home.read_text("utf-8")
    saved(article, lambda before: before.replace(own, deep))
    assert not compare(world, "first")
    assert "Xem hội" in home.read_text("utf-8")
    saved(article, lambda before: before.replace("Thẻ: ", "Thẻ: sông; "))
    assert compare(world, "changed")
    saved(article, lambda before: before.replace(deep, own))
    assert not compare(world, "last")
    assert "Xem hội" not in home.read_text("utf-8")


def a_document(world: World, name: str, number: str, *more: str) -> Path:
    """Write the article of a document that was issued."""
    article = sound(world, name, "20/06/2024")
    header = "\n".join(
        ["Loại văn bản: Quyết định", f"Số ký hiệu: {number}", "Ngày ban hành: 05/03/2024", *more]
    )
    saved(article, lambda before: before.replace("\n\n", f"\n{header}\n\n", 1))
    return article


def test_a_page_knows_of_the_document_that_its_own_is_connected_with(tmp_path: Path) -> None:
    """It comes, is called otherwise, the first one's body is saved, there are two of the number, both go."""
    world, _ = listed(tmp_path)
    output, number = tmp_path / "output", "12/QĐ-UBND"
    old = a_document(world, "van-ban-cu", "3/QĐ-UBND", f"Được thay thế bởi: Quyết định số {number}")
    old_page = output / "van-hoa/2024/van-ban-cu/index.html"
    link = 'href="/van-hoa/2024/van-ban-moi/">Quyết định'
    register = output / "van-ban/index.html"
    compare(world, "the old one alone")
    assert link not in old_page.read_text("utf-8")
    new = a_document(world, "van-ban-moi", number)
    compare(world, "the new one comes")
    assert link in old_page.read_text("utf-8")
    assert link in register.read_text("utf-8")
    assert "/van-ban-cu/" in (output / "van-hoa/2024/van-ban-moi/index.html").read_text("utf-8")
    saved(old, lambda before: f"{before}\nThêm một câu.\n")
    assert compare(world, "a body is saved")
    assert link in old_page.read_text("utf-8")
    third = a_document(world, "van-ban-ba", number)
    compare(world, "two have the number")
    assert link not in old_page.read_text("utf-8")
    new.unlink()
    third.unlink()
    compare(world, "both go")
    assert link not in register.read_text("utf-8")


def test_a_page_knows_of_the_document_that_says_it_replaced_its_own(tmp_path: Path) -> None:
    """The old one alone, then with the other; a body of each is saved, the other goes."""
    world, _ = listed(tmp_path)
    old_page = tmp_path / "output/van-hoa/2024/van-ban-cu/index.html"
    old = a_document(world, "van-ban-cu", "3/QĐ-UBND")
    compare(world, "the old one alone")
    assert "Đã được thay thế" not in old_page.read_text("utf-8")
    new = a_document(world, "van-ban-moi", "12/QĐ-UBND", "Thay thế: Quyết định số 3/QĐ-UBND")
    compare(world, "the new one comes")
    for article in (old, new):
        assert "Đã được thay thế" in old_page.read_text("utf-8")
        saved(article, lambda before: f"{before}\nThêm một câu.\n")
        assert compare(world, "a body is saved")
    new.unlink()
    compare(world, "the new one goes")
    assert "Đã được thay thế" not in old_page.read_text("utf-8")


def test_an_article_that_comes_and_goes_takes_the_short_way(tmp_path: Path) -> None:
    """Then the portal is what it was, byte for byte."""
    world, _ = listed(tmp_path)
    before = tree(tmp_path / "output")
    added = sound(world, "bai-moi", "30/06/2024")
    time.sleep(0.11)
    assert compare(world, "added")
    assert tree(tmp_path / "output") != before
    added.unlink()
    assert compare(world, "removed")
    assert tree(tmp_path / "output") == before
    assert world.build_with_workers(1).made_anew == 0


def test_a_file_that_goes_and_comes_back_is_found_again(tmp_path: Path) -> None:
    """What a link meant while the nearer file of its name was away, it means no longer."""
    world, article = listed(tmp_path)
    nearer, other = article.with_name("cung-ten.md"), world.content / "cung-ten.md"
    for place, day in ((nearer, "01/06/2024"), (other, "02/06/2024")):
        written = sound(world, f"{place.parent.name}-cung", day)
        text = written.read_text("utf-8")
        written.unlink()
        place.write_text(f"Đường dẫn: {place.parent.name}-cung\n{text}", "utf-8")
    time.sleep(0.11)
    build_and_keep(world.settings, BuildListener(), WorkerPool(1))
    gone = nearer.read_bytes()
    nearer.unlink()
    assert compare(world, "the nearer one goes")
    saved(article, lambda before: f"{before}\nXem [bài](cung-ten.md).\n")
    assert compare(world, "a link to the other one")
    nearer.write_bytes(gone)
    time.sleep(0.11)
    assert not compare(world, "the nearer one is back")


def test_a_build_that_failed_leaves_no_short_way(tmp_path: Path) -> None:
    """What a refused build read is not what the output was made from."""
    world, article = published(tmp_path)
    for other in world.content.rglob("bai-*.md"):
        if other != article:
            other.unlink()
    time.sleep(0.11)
    world.build_with_workers(1)
    strict = replace(world.settings, quarantine=False)
    assert build_and_keep(strict, BuildListener(), WorkerPool(1), keeping=False).result.exit == 0
    saved(article, lambda before: before.replace("bai-hien", "bai-hien-ra"))
    fault = article.with_name("bai-loi.md")
    fault.write_text("không có đầu bài", "utf-8")
    assert build_and_keep(strict, BuildListener(), WorkerPool(1), keeping=False).result.exit == 1
    fault.unlink()
    time.sleep(0.11)
    result = build_and_keep(strict, BuildListener(), WorkerPool(1), keeping=False).result
    assert (result.exit, result.short) == (0, False)
    world.build_clean()
    assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output")


@pytest.mark.parametrize("seed", [7, 8])
def test_a_short_build_that_is_killed_does_no_harm(tmp_path: Path, seed: int) -> None:
    """SIGKILL at many moments: the public folder is the old edition or the new one, and the next build is right."""
    world = new_world(tmp_path, seed, search=seed == 8)
    world.cards, chance, killed, taken = False, random.Random(seed), 0, 0
    world.build_with_workers(1)
    command = [sys.executable, random_steps.__file__, world.folder, "search" if world.search else "no search"]
    for _ in range(2):
        edit_shown(world)
        time.sleep(0.11)
        began = time.monotonic()
        assert fork_server.start(command).wait() < 2
        duration = time.monotonic() - began
    for number in range(KILLS):
        before = tree(tmp_path / "output")
        what = "; ".join(edit_shown(world) for _ in range(2))
        time.sleep(0.11)
        began = time.monotonic()
        process = fork_server.start(command)
        try:
            process.wait(chance.uniform(0.05, 1.0) * duration)
            # The machine was busy when the duration was measured: later moments would all lie behind the end.
            duration = min(duration, time.monotonic() - began)
        except subprocess.TimeoutExpired:
            process.kill()
            killed += process.wait() == -signal.SIGKILL
            wait_for_the_dead(world)
        left = tree(tmp_path / "output")
        taken += compare(world, f"{number}: {what}")
        assert left in (before, tree(tmp_path / "output")), number
    print(
        f"seed {seed}: killed {killed} of {KILLS}; the build that followed took the short way {taken} times"
    )
    assert killed >= KILLS / 3


def test_two_short_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    """One of two builds that begin together may stop at the lock; the edition is that of a clean build."""
    world = new_world(tmp_path, 7)
    world.cards = False
    world.build_with_workers(1)
    command = [sys.executable, random_steps.__file__, world.folder, "no search"]
    for number in range(5):
        edit_shown(world)
        time.sleep(0.11)
        ends = [process.wait() for process in [fork_server.start(command), fork_server.start(command)]]
        clean = world.build_clean()
        assert clean.exit in ends
        assert set(ends) <= {clean.exit, 2}
        assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output"), number


def test_a_file_that_is_saved_while_a_build_runs_is_found_by_the_next(tmp_path: Path) -> None:
    """The stamp that is remembered is the one from before it was read."""
    world, article = published(tmp_path)

    class Saving(BuildListener):
        def progressed(self, stage: str, done: int, total: int) -> None:
            article.write_text(f"{article.read_text('utf-8')}\nLúc đang dựng.\n", "utf-8")

    saved(article, lambda before: f"{before}\nThêm {words(world, 5)}.\n")
    build_and_keep(world.settings, Saving(), WorkerPool(1), keeping=False)
    time.sleep(0.11)
    compare(world, "saved while building")
    assert some_article(world)


def test_feeds_with_whole_articles_change_with_each_body(tmp_path: Path) -> None:
    """They are lists that show all of an article: a saved body is not its own page's business alone."""
    world, article = published(tmp_path)
    world.feeds = FeedOptions(full_text=True)
    world.build()
    article.write_text(article.read_text("utf-8") + "\nCâu mới trong thân bài.\n", "utf-8")
    time.sleep(0.11)

    assert not compare(world, "a saved body")
    assert "Câu mới trong thân bài" in (world.folder / "output/feeds/tat-ca.atom.xml").read_text("utf-8")
