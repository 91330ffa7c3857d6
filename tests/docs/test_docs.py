"""What the documents say is so."""

from __future__ import annotations

import re
from datetime import UTC

import pytest
from documents import DOCS, PROJECT
from emitted_codes import codes

import tasks
from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import load_authors
from plugins.building.pelican_adapter.own_settings import OWN_SETTINGS
from plugins.category.registry import load_sections
from plugins.header.fields import KEYS

ARTICLES = re.findall(
    r"^```markdown bai-viet\n(.*?)^```", (DOCS / "vi/bien-tap/viet-bai.md").read_text("utf-8"), re.M | re.S
)


@pytest.mark.parametrize("name", ["vi/bien-tap/ma-loi.md", "en/error-codes.md"])
def test_every_code_is_explained_and_none_is_invented(name: str) -> None:
    """Each code that the source can say has one row, with its meaning and its cure."""
    rows = re.findall(
        r"^\| `([a-z0-9-]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$",
        (DOCS / name).read_text("utf-8"),
        re.M,
    )
    explained = [row[0] for row in rows]

    assert len(explained) == len(set(explained))
    assert set(explained) == set(codes())


def test_the_collector_finds_codes_of_every_form() -> None:
    """Errors, reminders, faults of files and of the audit are among what is collected."""
    assert {"ngay-dang", "tac-gia", "ten-tep", "anh-hong", "anh-chet", "lap-tieu-de", "ban-sao"} <= set(
        codes()
    )


@pytest.mark.parametrize("text", ARTICLES, ids=lambda text: text.splitlines()[0])
def test_the_examples_for_editors_are_sound(text: str) -> None:
    """An editor who copies an example has an article without a single remark."""
    data = PROJECT / "content" / "du-lieu"
    registries = Registries(
        load_sections((data / "chuyen-muc.toml").read_text("utf-8")),
        load_authors((data / "tac-gia.toml").read_text("utf-8")),
        UTC,
        Organisation("Ban biên tập", "ban-bien-tap"),
    )
    reading = read_article("content/bai-viet/vi-du.md", text.encode(), registries)

    assert reading.article is not None
    assert reading.problems == ()


def test_there_are_examples() -> None:
    """The guide shows a plain article, a table and a register entry."""
    assert len(ARTICLES) == 3


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_key_is_explained(key: object) -> None:
    """The table of keys has each label."""
    text = (DOCS / "vi" / "bien-tap" / "khoa.md").read_text("utf-8")
    assert f"| {key.label} |" in text  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_a_readme_names_every_task_and_setting(name: str) -> None:
    """What can be asked for is told."""
    readme = (PROJECT / name).read_text("utf-8")

    assert {"build", "test", "publish"} <= tasks.TASKS.keys()
    assert {task for task in tasks.TASKS if f"`{task}`" not in readme} == set()
    assert {setting for setting in OWN_SETTINGS if f"`{setting}`" not in readme} == set()


@pytest.mark.parametrize(
    "name",
    [
        "requirements.in",
        "requirements-archive.in",
        "requirements-import.in",
        "requirements-dev.in",
        "requirements-bench.in",
    ],
)
def test_every_dependency_has_its_reason(name: str) -> None:
    """One line for each package that we ask for."""
    page = (DOCS / "en" / "dependencies.md").read_text("utf-8").lower()
    wanted = re.findall(r"^([A-Za-z0-9-]+)==", (PROJECT / name).read_text("utf-8"), re.M)
    assert [package for package in wanted if package.lower() not in page] == []
