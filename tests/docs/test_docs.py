"""What the documents say is so."""

from __future__ import annotations

import ast
import re
from datetime import UTC
from pathlib import Path

import pytest
from emitted_codes import codes
from test_architecture import MAY_KNOW, ROOMS

import tasks
from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import load_authors
from plugins.category.registry import load_sections
from plugins.header.fields import KEYS

PROJECT = Path(__file__).resolve().parents[2]
DOCS = PROJECT / "docs"
README = (PROJECT / "README.md").read_text("utf-8")
PAGES = sorted([PROJECT / "README.md", *DOCS.rglob("*.md")])
ARTICLES = re.findall(
    r"^```markdown bai-viet\n(.*?)^```", (DOCS / "bien-tap/viet-bai.md").read_text("utf-8"), re.M | re.S
)


@pytest.mark.parametrize("name", ["ma-loi.md", "error-codes.md"])
def test_every_code_is_explained_and_none_is_invented(name: str) -> None:
    """Each code that the source can say has one row, with its meaning and its cure."""
    rows = re.findall(
        r"^\| `([a-z0-9-]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$",
        (DOCS / "bien-tap" / name).read_text("utf-8"),
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
    text = (DOCS / "bien-tap" / "khoa.md").read_text("utf-8")
    assert f"| {key.label} |" in text  # type: ignore[attr-defined]


@pytest.mark.parametrize("room", ROOMS)
def test_the_table_of_rooms_is_the_tests_own(room: str) -> None:
    """Who may know whom stands in the document as the test has it."""
    row = re.search(
        rf"^\| `{room}` \| [^|]+ \| ([^|]+) \|$", (DOCS / "kien-truc.md").read_text("utf-8"), re.M
    )
    assert row
    named = set(re.findall(r"`([a-z]+)`", row[1]))
    known = set(ROOMS) - named if row[1].startswith("mọi phòng") else named
    assert known | {room} == set(MAY_KNOW[room]) | {room}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_the_documents_lead_somewhere(page: Path) -> None:
    """Every file that a document names is there."""
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.M | re.S)
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    dead = [
        target for target in targets if target and "://" not in target and not (page.parent / target).exists()
    ]
    assert dead == []


def _constant(path: str, name: str) -> set[str]:
    """Return the texts in a constant, or the names in it, without running its file."""
    for node in ast.parse((PROJECT / path).read_text("utf-8")).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == name:
            texts = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
            names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            return {str(text) for text in texts} or names
    raise AssertionError(f"{path} has no {name}")


def test_the_readme_names_every_task_and_setting() -> None:
    """What can be asked for is told."""
    assert {"build", "test", "publish"} <= set(tasks.TASKS)
    assert {name for name in tasks.TASKS if f"`{name}`" not in README} == set()
    settings = _constant("plugins/building/wiring.py", "OWN_SETTINGS")
    assert {name for name in settings if f"`{name}`" not in README} == set()


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_dependency_has_its_reason(name: str) -> None:
    """One line for each package that we ask for."""
    told = (DOCS / "dependencies.md").read_text("utf-8").lower()
    wanted = re.findall(r"^([A-Za-z0-9-]+)==", (PROJECT / name).read_text("utf-8"), re.M)
    assert [package for package in wanted if package.lower() not in told] == []
