"""The bench measures what it says, on a corpus that is the same everywhere."""

from __future__ import annotations

import cProfile
import pstats
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from statistics import median

import pytest

from bench.corpus import Corpus, body
from bench.sites import MAKERS, Contender, pelican_text, write_article, write_sites
from bench.table import ratio, table
from plugins.building.listener import BuildListener
from plugins.building.run import build
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import WorkerPool

# Python function calls of a clean build of this corpus, for each article; a build that needs more has lost something.
CALLS_PER_ARTICLE = 15_600
# What one edit may make anew: the article's own page and nothing else.
FILES_AFTER_AN_EDIT = 1
ARTICLES = 1000
piece = Corpus().piece


def test_an_article_is_a_function_of_its_number() -> None:
    """The same whenever it is made, another one in another corpus, and of the length of real news."""
    assert piece(17) == piece(17) != piece(18)
    assert Corpus(2).piece(17) != piece(17)
    lengths = [len(body(piece(number), "a.jpg", "b.md").split()) for number in range(60)]
    assert 400 < median(lengths) < 1200


def test_the_bench_can_be_started() -> None:
    """As its task starts it: a folder, with no path but its own."""
    done = subprocess.run(
        [sys.executable, Path(__file__).parent, "--help"], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "--articles" in done.stdout


def test_medians_and_ratios() -> None:
    """Of three runs the middle one counts."""
    assert ratio([3.0, 1.0, 2.0], [8.0, 4.0]) == pytest.approx(1 / 3)
    assert "| clean | 2.00 | 4.00 | 0.50 |" in table({"clean": {"a": [1.0, 9.0, 2.0], "Hugo": [4.0]}}, "Hugo")


def test_every_contender_gets_every_article(tmp_path: Path) -> None:
    """The site of each has a file for each article, in the form that it reads."""
    contenders = write_sites(tmp_path, ["ours", "pelican"], 12)
    assert [len(list(one.articles.rglob("*.md"))) for one in contenders] == [12, 12]
    assert pelican_text(piece(5), piece(1)).startswith(f"Title: {piece(5).title}\n")
    assert set(MAKERS) == {"ours", "pelican", "hugo"}


@pytest.fixture
def site(tmp_path: Path) -> Contender:
    """The bench's own corpus of a thousand articles for this project."""
    return write_sites(tmp_path, ["ours"], ARTICLES)[0]


def settings(site: Contender) -> BuildSettings:
    """Return what the bench builds the corpus with."""
    theme, now = site.style.parents[2], datetime.fromisoformat("2026-06-30T08:00+07:00")
    cache = site.output.parent / ".cache"
    return BuildSettings(
        site.articles, site.output, theme, cache, now, siteurl="https://bench.example.vn", open_sections=True
    )


def test_the_work_of_a_build_does_not_grow_unseen(site: Contender) -> None:
    """Calls of a clean build are counted, not its seconds; after one edit one page is made anew, after none nothing."""
    profile = cProfile.Profile()
    result = profile.runcall(build, settings(site), BuildListener(), WorkerPool(1))
    assert (result.exit, result.fault) == (0, "")
    calls = pstats.Stats(profile).total_calls / ARTICLES  # type: ignore[attr-defined]
    assert calls < CALLS_PER_ARTICLE

    path = write_article(site, piece(17))
    path.write_text(path.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")
    assert build(settings(site), BuildListener(), WorkerPool(1)).made_anew == FILES_AFTER_AN_EDIT
    assert build(settings(site), BuildListener(), WorkerPool(1)).made_anew == 0
