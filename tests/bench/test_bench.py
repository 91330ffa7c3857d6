"""The bench measures what it says, on a corpus that is the same everywhere."""

from __future__ import annotations

import cProfile
import pstats
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

import pytest

from bench.corpus import Corpus, body
from bench.disk import disk_of, work_place
from bench.measure import measured
from bench.queries import Fetched, fetched
from bench.sites import MAKERS, Contender, pelican_text, write_article, write_sites
from bench.table import ratio, table
from plugins.building.incremental.build_cache import BuildCache
from plugins.building.run import build
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What a build wrote anew of an output: pages, shards of the search index, and the bytes of all files."""

    pages: int
    shards: int
    bytes: int

    def fits(self, limit: Rewritten) -> bool:
        """Tell whether it is within a limit."""
        return self.pages <= limit.pages and self.shards <= limit.shards and self.bytes <= limit.bytes


# Python function calls of a clean build of this corpus with search and share cards, for each article; a build that needs
# more has lost something.
CALLS_PER_ARTICLE = 19_600
# What one edit of a body and one added article may write anew: pages, shards of the search index, bytes of all files.
AN_EDIT = Rewritten(pages=1, shards=6, bytes=68_000)
AN_ADDITION = Rewritten(pages=25, shards=4, bytes=940_000)
# What a first query with its ten results may fetch of the index, and ten queries in one visit.
A_QUERY = Fetched(requests=21, bytes=78_000)
TEN_QUERIES = Fetched(requests=112, bytes=250_000)
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
    contenders = write_sites(tmp_path, ["ours", "pelican"], 12, drawn=False)
    assert [len(list(one.articles.rglob("*.md"))) for one in contenders] == [12, 12]
    assert pelican_text(piece(5), piece(1)).startswith(f"Title: {piece(5).title}\n")
    assert set(MAKERS) == {"ours", "without-search", "pelican", "hugo"}


def test_a_third_of_the_articles_has_no_photo() -> None:
    """Of those that have one the body shows it."""
    bodies = [body(piece(number), "a.jpg", "b.md") for number in range(90)]
    assert sum("a.jpg" not in text for text in bodies) == 30


def test_the_bench_works_in_memory_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says which disk it was, by the file system that holds the folder."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\ntmpfs {tmp_path} tmpfs rw 0 0\n", "utf-8")
    monkeypatch.setattr("bench.disk._MOUNTS", mounts)
    monkeypatch.setattr("bench.disk._IN_MEMORY", tmp_path)

    assert disk_of(tmp_path / "a") == "on a memory disk (tmpfs)"
    assert disk_of(Path("/")) == "on an ordinary disk (ext4)"
    assert work_place(1, 1) == tmp_path
    assert work_place(10**9, 9) != tmp_path
    monkeypatch.setattr("bench.disk._IN_MEMORY", Path("/"))
    assert work_place(1, 1) != Path("/")


def test_processor_seconds_are_those_of_all_processes() -> None:
    """A command that lets others work and sleeps itself took what they took."""
    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(20_000_000))'])"
    taken = measured((sys.executable, "-c", work), Path.cwd(), memory=False)
    assert 0.1 < taken.processor < 10


@pytest.fixture
def site(tmp_path: Path) -> Contender:
    """The bench's own corpus of a thousand articles for this project."""
    return write_sites(tmp_path, ["ours"], ARTICLES)[0]


def settings(site: Contender) -> BuildSettings:
    """Return what the bench builds the corpus with: search, share cards and photos on."""
    theme, now = site.style.parents[2], datetime.fromisoformat("2026-06-30T08:00+07:00")
    cache = site.output.parent / ".cache"
    url = "https://bench.example.vn"
    return BuildSettings(
        site.articles, site.output, theme, cache, now, siteurl=url, open_sections=True, search=True
    )


def rewritten(site: Contender, change: Callable[[], object]) -> Rewritten:
    """Change the sources, build, and return what was written anew; a file that stays is the same one on the disk."""

    def state() -> dict[str, tuple[int, int, int]]:
        found = {}
        for path in site.output.rglob("*"):
            if path.is_file():
                status = path.stat()
                found[path.relative_to(site.output).as_posix()] = (
                    status.st_ino,
                    status.st_mtime_ns,
                    status.st_size,
                )
        return found

    before = state()
    change()
    result = build(settings(site), BuildListener(), WorkerPool(1))
    assert (result.exit, result.fault) == (0, "")
    new = {path: stamp[2] for path, stamp in state().items() if before.get(path) != stamp}
    return Rewritten(
        pages=sum(path.endswith(".html") for path in new),
        shards=sum(path.startswith("tim-kiem/tu/") for path in new),
        bytes=sum(new.values()),
    )


def test_the_work_of_a_build_does_not_grow_unseen(
    site: Contender, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a clean build calls, what an edit and an addition write, what ten queries fetch: counted, so that no machine matters."""
    # Who calls whom is no matter here, and takes long to be written down.
    profile = cProfile.Profile(subcalls=False)
    result = profile.runcall(build, settings(site), BuildListener(), WorkerPool(1))
    assert (result.exit, result.fault) == (0, "")
    calls = pstats.Stats(profile).total_calls / ARTICLES  # type: ignore[attr-defined]

    def edit() -> None:
        path = write_article(site, piece(17))
        path.write_text(path.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")

    asked: list[str] = []
    summary = BuildCache.link_summary
    monkeypatch.setattr(
        BuildCache, "link_summary", lambda cache, path: (asked.append(path), summary(cache, path))[1]
    )
    edited = rewritten(site, edit)
    # Shards that go are no reason to look at the links of every page.
    assert len(asked) < 10
    # The first article of a year moves those of the last one into the closed tier of the index: once a year.
    rewritten(site, lambda: write_article(site, Corpus().newest(900_000)))
    added = rewritten(site, lambda: write_article(site, Corpus().newest(900_001)))
    unchanged = rewritten(site, lambda: None)
    print(calls, edited, added)

    assert calls < CALLS_PER_ARTICLE
    assert edited.fits(AN_EDIT)
    assert added.fits(AN_ADDITION)
    assert unchanged == Rewritten(0, 0, 0)

    each, together = fetched(tmp_path_factory.mktemp("scripts"), site.output / "tim-kiem" / "chi-muc.json")
    print(max(each, key=lambda one: one.bytes), together)
    assert max(one.requests for one in each) <= A_QUERY.requests
    assert max(one.bytes for one in each) <= A_QUERY.bytes
    assert together.requests <= TEN_QUERIES.requests
    assert together.bytes <= TEN_QUERIES.bytes
