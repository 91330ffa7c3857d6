"""Scenes follow each other, and open pages hear of what concerns them."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.editors.preview.app import events
from plugins.editors.preview.snapshot import News, Scene, Stage

PATIENCE = 10


@pytest.fixture
def stage() -> Stage:
    """A stage with nothing on it."""
    return Stage(Scene(Path("output"), Path()))


def test_one_page_alone_gets_another_version(stage: Stage) -> None:
    """The others need not be fetched again."""
    one, other = stage.news("a").version, stage.news("b").version
    stage.show(stage.scene, "a")

    assert stage.news("a").version != one
    assert stage.news("b").version == other


def test_a_whole_edition_is_another_version_of_every_page(stage: Stage) -> None:
    """Also of those that were made anew alone before."""
    stage.show(stage.scene, "a")
    before = [stage.news(page).version for page in "ab"]
    stage.show(stage.scene)

    assert not {*before} & {stage.news(page).version for page in "ab"}


def test_a_process_that_began_anew_has_other_versions() -> None:
    """An open page of the process before must not be taken for one of this."""
    scene = Scene(Path(), Path())

    assert Stage(scene).news("a") != Stage(scene).news("a")


def test_who_waits_hears_at_once(stage: Stage) -> None:
    """What is told beside the pages too."""
    known = stage.news("a")
    timer = threading.Timer(0.05, lambda: stage.tell(building="Đang dựng"))
    timer.start()

    assert stage.next_news("a", known, PATIENCE) == replace(known, building="Đang dựng")
    timer.join()


def test_who_knows_everything_waits_in_vain(stage: Stage) -> None:
    """Another page's news are none."""
    known = stage.news("a")
    stage.show(stage.scene, "b")

    assert stage.next_news("a", known, 0.01) is None


def test_news_are_sent_as_a_browser_reads_them(stage: Stage) -> None:
    """First what is so now, then what changes, nothing after the end."""
    sent = events(stage, "a")
    assert next(sent) == b"retry: 300\n\n"
    first = next(sent)
    assert News(**json.loads(first.removeprefix(b"data: "))) == stage.news("a")
    stage.show(stage.scene, "a")
    assert stage.news("a").version.encode() in next(sent)
    stage.close()
    assert list(sent) == []
