"""Where only the stylesheet or a script has another name, pages are those of the last build with the new name in them."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from random_steps import World, add, articles, new_world, stylesheet, tree

from plugins.building.incremental.renamed_assets import (
    RenamedAssets,
    renamed_assets,
    replaceable_assets,
    to_remember,
)
from plugins.pages.page import Page
from plugins.pages.render import Renderer

THEME = Path(__file__).resolve().parents[3] / "theme" / "templates"
OLD, NEW = "/theme/css/site.0a1b.css", "/theme/css/site.2c3d.css"
SHEET = '<link rel="stylesheet" href="{{ portal.assets["css/site.css"] }}">'


def test_every_page_of_the_theme_can_be_given_a_new_stylesheet() -> None:
    """What all pages ask for is named in one way; the script of articles is told to a macro too, and that of the search in an attribute."""
    found = replaceable_assets(THEME)

    assert {"css/site.css", "js/site.js"} <= found
    assert not {"js/article.js", "js/search-engine.js"} & found


@pytest.mark.parametrize(
    "more",
    [
        '{{ tools(portal.assets["css/site.css"]) }}',
        '<link href="{{ portal.assets["css/site.css"] | upper }}">',
        '<link href="{{ portal.origin }}{{ portal.assets["css/site.css"] }}">',
        '<a href="{{ portal.assets["css/site.css"] }}">',
        '<link href={{ portal.assets["css/site.css"] }}>',
        '{% if portal.assets["css/site.css"] %}{% endif %}',
        "{% set all = portal.assets %}",
        "{{ portal['assets'][name] }}",
        '<link href="{{ portal.assets[name] }}">',
        "{% for name, address in portal.assets.items() %}{% endfor %}",
    ],
)
def test_what_a_template_does_more_with_an_address_keeps_it_from_being_replaced(
    tmp_path: Path, more: str
) -> None:
    """What stands in the page then may be another text than the address."""
    (tmp_path / "base.html").write_text(SHEET, "utf-8")
    assert replaceable_assets(tmp_path) == {"css/site.css"}

    (tmp_path / "other.html").write_text(more, "utf-8")
    assert replaceable_assets(tmp_path) == frozenset()


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({}, {"css/site.css": NEW}),
        ({"css/site.css": NEW}, {"css/site.css": NEW}),
        ({"css/site.css": OLD, "js/a.js": "/a"}, {"css/site.css": NEW}),
        ({"css/site.css": OLD}, {"css/site.css": NEW, "js/a.js": "/a"}),
        ({"css/site.css": OLD, "js/a.js": "/a"}, {"css/site.css": NEW, "js/a.js": "/b"}),
        ({"css/site.css": "/a&b.css"}, {"css/site.css": NEW}),
    ],
    ids=[
        "unknown",
        "the same",
        "one less",
        "one more",
        "one that is used otherwise",
        "an address that HTML escapes",
    ],
)
def test_what_is_more_than_another_name_makes_pages_anew(
    tmp_path: Path, before: dict[str, str], now: dict[str, str]
) -> None:
    """Then a page cannot be had by putting names into the last one."""
    (tmp_path / "base.html").write_text(SHEET, "utf-8")
    last = to_remember(before) if before else ""

    assert renamed_assets(last, now, tmp_path) is None


def the_renamed(folder: Path) -> RenamedAssets:
    """Return what is known where the stylesheet has another name."""
    (folder / "base.html").write_text(SHEET, "utf-8")
    found = renamed_assets(to_remember({"css/site.css": OLD}), {"css/site.css": NEW}, folder)
    assert found
    return found


@pytest.mark.parametrize(
    "more",
    [
        f"<p>{OLD}</p>",
        f'<a href="{OLD}">x</a>',
        f'<a title="&lt;link href=&#34;{OLD}">x</a>',
        f"<link href='{OLD}'>",
    ],
)
def test_a_page_that_has_the_old_name_elsewhere_is_made_anew(tmp_path: Path, more: str) -> None:
    """An article may tell it; nobody knows who means it there."""
    page = tmp_path / "index.html"
    page.write_text(SHEET.replace('{{ portal.assets["css/site.css"] }}', OLD), "utf-8")
    renamed = the_renamed(tmp_path)

    assert renamed.page(page, lambda: b"anew") == f'<link rel="stylesheet" href="{NEW}">'.encode()
    page.write_text(page.read_text("utf-8") + more, "utf-8")
    assert renamed.page(page, lambda: b"anew") == b"anew"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A small portal that was built, and whose pages are counted from then on."""
    world = new_world(tmp_path, 4)
    assert world.build_with_workers(1).exit < 2
    # Files younger than a tick of the clock are read again in any case.
    time.sleep(0.11)
    return world


def pages_rendered(world: World, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Build, and return the addresses of the pages that templates made; the output is that of a clean build."""
    rendered: set[str] = set()
    render = Renderer.render

    def counted(self: Renderer, page: Page, *more: object) -> bytes:
        rendered.add(page.path)
        return render(self, page, *more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Renderer, "render", counted)
        world.build_with_workers(1)
    world.build_clean()
    assert tree(world.folder / "output") == tree(world.folder / "sach" / "output")
    return rendered


def a_line_more_in_every_pages_script(world: World) -> None:
    """Change the script that every page asks for."""
    with (world.folder / "theme/static/js/site.js").open("a", encoding="utf-8") as file:
        file.write(f"\nwindow.x{world.chance.randrange(10**6)} = 1;\n")


def test_another_stylesheet_or_script_renders_no_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once and again, and both at once: each build knows the names of the last one."""
    for changes in (
        [stylesheet],
        [a_line_more_in_every_pages_script],
        [stylesheet, a_line_more_in_every_pages_script],
    ):
        for change in changes:
            change(world)
        assert pages_rendered(world, monkeypatch) == set()


def test_what_changed_beside_the_stylesheet_is_rendered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new article stands in lists: those, and it, and what lies around it; the others have the new name alone."""
    before = set(tree(world.folder / "output"))
    stylesheet(world)
    add(world)
    rendered = pages_rendered(world, monkeypatch)
    pages = {path for path in tree(world.folder / "output") if path.endswith(".html")}

    assert pages - before <= rendered
    assert rendered < pages


def test_an_article_that_tells_the_name_is_rendered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words stay as they are."""
    (sheet,) = (path.name for path in (world.folder / "output/theme/css").glob("site.*.css"))
    article = next(
        path
        for path in articles(world)
        if re.search("^Trạng thái: đăng$|^Tiêu đề", path.read_text("utf-8"), re.M)
    )
    article.write_text(article.read_text("utf-8") + f"\nTờ kiểu `/theme/css/{sheet}`.\n", "utf-8")
    pages_rendered(world, monkeypatch)
    time.sleep(0.11)
    stylesheet(world)
    rendered = pages_rendered(world, monkeypatch)

    told = {
        path
        for path, data in tree(world.folder / "output").items()
        if sheet.encode() in data and path.endswith(".html")
    }
    assert rendered == told
