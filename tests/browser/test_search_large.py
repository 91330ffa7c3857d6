"""Among thousands of pages the right one still comes first: the portal's own in a large portal of made news."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from bench.corpus import DISTRICT, Piece
from bench.sites import write_sites
from kinds import Visit
from playwright.sync_api import Browser
from search_queries import QUERIES
from shared_portals import OUTPUT, built_once, share_pictures
from strict_visits import served, visits
from test_search import found, search_for

from plugins.building.run import build
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.vietnamese.letters import fold

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).resolve().parents[2]
# So many that the index has several parts; the whole measure of ten thousand takes minutes to build.
ARTICLES = int(os.environ.get("SEARCH_ARTICLES", "1400"))
TRIED = 20
# In this portal it is two years later: that notice has expired, and there is newer news of the other.
ELSEWHERE = {"theo dõi lấy ý kiến", "LAM KINH"}


def portal(folder: Path) -> Path:
    """Build a portal that has the project's own pages, those of the tests, and many more; return its output."""
    site = write_sites(folder, ["ours"], ARTICLES)[0]
    shutil.copytree(PROJECT / "content", site.articles, dirs_exist_ok=True)
    for path in (PROJECT / "tests" / "specimen").glob("*.md"):
        shutil.copy(path, site.articles / "bai-viet")
    for path in (PROJECT / "tests" / "specimen" / "du-lieu").glob("*.toml"):
        shutil.copy(path, site.articles / "du-lieu")
    settings = BuildSettings(
        site.articles,
        folder / OUTPUT,
        PROJECT / "theme",
        folder / ".cache",
        datetime.fromisoformat("2026-06-30T08:00+07:00"),
        siteurl="https://vi-du.gov.vn",
        open_sections=True,
        cards=False,
        search=True,
    )
    result = build(settings, BuildListener(), WorkerPool.of_this_machine())
    assert (result.exit, result.fault) == (0, "")
    return settings.output


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Visit]:
    """Visit that portal."""

    def build_with_pictures(folder: Path) -> Path:
        share_pictures(tmp_path_factory, folder / ".cache")
        return portal(folder)

    output = built_once(tmp_path_factory, "large", build_with_pictures)
    with served(output) as host, visits(browser, host) as visit:
        yield visit


def queries_for(piece: Piece) -> Iterator[str]:
    """Yield what somebody types who looks for an article of the corpus: its title in a hurry, and two halves of it."""
    place, _, rest = piece.title.partition(": ")
    thing, _, crop = rest.partition(" và chuyện ")
    yield fold(piece.title).replace(":", "")
    yield f"{place} {thing}"
    yield f"{thing} {crop}"


def test_the_right_page_comes_first_among_many(large: Visit) -> None:
    """The same table as on the small portal."""
    page = large("tim-kiem/")
    wrong = {}
    for words, wanted in QUERIES.items():
        first = (found(search_for(page, words)) or [""])[0]
        if first != wanted and words not in ELSEWHERE:
            wrong[words] = first

    assert wrong == {}


def test_titles_are_found_by_their_words(large: Visit) -> None:
    """Without marks, and by halves: the first result has every word in its title."""
    page = large("tim-kiem/")
    chance = random.Random(1)
    wrong = {}
    for number in chance.sample(range(ARTICLES), TRIED):
        for words in queries_for(DISTRICT.piece(number)):
            search_for(page, words)
            title = page.evaluate("document.querySelector('.search__list a').innerText")
            missing = set(fold(words).split()) - set(fold(title).replace(":", "").split())
            if missing:
                wrong[words] = title

    assert wrong == {}


def test_a_number_in_a_text_is_found(large: Visit) -> None:
    """Of a document that is only mentioned."""
    page = large("tim-kiem/")
    for words in ("17/KH-UBND", "120-NQ/HU"):
        search_for(page, words)
        assert words in page.locator(".search__list li mark").first.inner_text().replace("\xa0", " ")
