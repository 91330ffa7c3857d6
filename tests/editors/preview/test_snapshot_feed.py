"""Snapshots follow each other, and open pages get the news that concern them."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.editors.preview.app import events
from plugins.editors.preview.snapshot import News, Snapshot, SnapshotFeed

PATIENCE = 10


@pytest.fixture
def feed() -> SnapshotFeed:
    """A feed with an empty snapshot."""
    return SnapshotFeed(Snapshot(Path("output"), Path()))


def test_one_page_alone_gets_another_version(feed: SnapshotFeed) -> None:
    """The others need not be fetched again."""
    one, other = feed.news("a").version, feed.news("b").version
    feed.show(feed.snapshot, "a")

    assert feed.news("a").version != one
    assert feed.news("b").version == other


def test_a_whole_build_is_another_version_of_every_page(feed: SnapshotFeed) -> None:
    """Also of those that were made anew alone before."""
    feed.show(feed.snapshot, "a")
    before = [feed.news(page).version for page in "ab"]
    feed.show(feed.snapshot)

    assert not {*before} & {feed.news(page).version for page in "ab"}


def test_a_process_that_began_anew_has_other_versions() -> None:
    """An open page of the process before must not be taken for one of this."""
    snapshot = Snapshot(Path(), Path())

    assert SnapshotFeed(snapshot).news("a") != SnapshotFeed(snapshot).news("a")


def test_a_waiting_thread_gets_news_at_once(feed: SnapshotFeed) -> None:
    """Also what is shown beside the pages."""
    known = feed.news("a")
    timer = threading.Timer(0.05, lambda: feed.show_status(building="Đang dựng"))
    timer.start()

    assert feed.next_news("a", known, PATIENCE) == replace(known, building="Đang dựng")
    timer.join()


def test_without_news_waiting_ends_with_nothing(feed: SnapshotFeed) -> None:
    """Another page's news are none."""
    known = feed.news("a")
    feed.show(feed.snapshot, "b")

    assert feed.next_news("a", known, 0.01) is None


def test_news_are_sent_as_a_browser_reads_them(feed: SnapshotFeed) -> None:
    """First what is so now, then what changes, nothing after the end."""
    sent = events(feed, "a")
    assert next(sent) == b"retry: 300\n\n"
    first = next(sent)
    assert News(**json.loads(first.removeprefix(b"data: "))) == feed.news("a")
    feed.show(feed.snapshot, "a")
    assert feed.news("a").version.encode() in next(sent)
    feed.close()
    assert list(sent) == []
