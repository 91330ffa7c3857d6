"""Render the examples to one page, and write it with the theme's files into a folder of its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path

from jinja2 import Environment
from PIL import Image
from small_portals import a_portal

from component_specimen.example import Example, Macro
from component_specimen.examples import NO_SCRIPT, all_macros
from component_specimen.words import EXTREME, LONG, ORIGIN, PICTURES, SHORT, USUAL, WORD, link
from plugins.building.assembly.assets import published_paths, read_assets
from plugins.files.marked_folder import MARKER, remove_folder
from plugins.pages.ended_portal import EndedPortal
from plugins.pages.render import template_environment
from plugins.pages.views import Contact, Head, MenuItem, PortalView, Urgent, View

THEME = Path(__file__).resolve().parents[2] / "theme"
TEMPLATE = Path(__file__).with_name("specimen.html")
# What names an element, or names another by its name: each example has elements of the same names.
_NAMES = re.compile(r'(?<= )(id|for|aria-labelledby|aria-controls|href)="(#?)([^"]+)"')


@dataclass(frozen=True, slots=True)
class Shown:
    """An example on the page: its name, its HTML, and the same for a side column or ""."""

    name: str
    html: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """A component by its file's name, with all examples of its macros."""

    name: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class SpecimenView(View):
    """The page of all components."""

    title: str
    components: tuple[Component, ...]

    @property
    def tells_ending(self) -> bool:
        """The frame holds all that it can hold."""
        return True


def called(environment: Environment, macro: Macro, example: Example) -> str:
    """Return what a macro makes of an example, within the blocks that it stands in."""
    template = environment.get_template(f"components/{macro.file}.html")
    html = str(getattr(template.module, macro.name)(*example.given))
    for name in reversed(example.around):
        html = f'<div class="{name}">\n{html}</div>\n'
    return html


def apart(html: str, number: int) -> str:
    """
    Return HTML whose elements have names of their own on a page where the same stands many times.

    >>> apart('<h2 id="a">A</h2><p aria-labelledby="a"><a href="#a">A</a><a href="/a/">A</a></p>', 7)
    '<h2 id="a-7">A</h2><p aria-labelledby="a-7"><a href="#a-7">A</a><a href="/a/">A</a></p>'
    """

    def named(found: re.Match[str]) -> str:
        attribute, sign, name = found.groups()
        if attribute == "href" and not sign:
            return found[0]
        return f'{attribute}="{sign}{name}-{number}"'

    return _NAMES.sub(named, html)


def components(environment: Environment, macros: Iterable[Macro]) -> Iterator[Component]:
    """Yield the components in the order of their names."""
    numbers = itertools.count(1)

    def shown(macro: Macro) -> Iterator[Shown]:
        for example in macro.examples:
            html = called(environment, macro, example)
            beside = apart(html, next(numbers)) if example.beside else ""
            yield Shown(f"{macro.name}: {example.shows}", apart(html, next(numbers)), beside)

    by_file: dict[str, list[Shown]] = {}
    for macro in macros:
        by_file.setdefault(macro.file, []).extend(shown(macro))
    for name, examples in sorted(by_file.items()):
        yield Component(name, tuple(examples))


def portal_of(paths: dict[str, str]) -> PortalView:
    """Return the facts of a portal whose frame holds all that it can hold, in long words; addresses are relative."""
    contacts = (
        Contact("Điện thoại", "0237 3833 123", "tel:02373833123"),
        Contact(LONG, f"{WORD}@vi-du.gov.vn"),
    )
    return a_portal(
        name=f"Cổng thông tin điện tử {LONG}",
        short_name=EXTREME,
        authority=LONG,
        home="index.html",
        slogan=USUAL,
        notice=Urgent(EXTREME, link("Xem chi tiết").href),
        menu=(MenuItem(SHORT, link(SHORT).href), MenuItem(EXTREME, link(EXTREME).href, (link(LONG),))),
        menu_row=(link(SHORT), link("Quy hoạch")),
        standing=(link("Giới thiệu"), link(LONG)),
        foot=(link("Giới thiệu"), link(LONG)),
        contacts=contacts,
        responsible=LONG,
        assets=paths,
        emblem=paths["icons/emblem.svg"],
        search=link("Tìm kiếm"),
        quick=(link("Lịch tiếp dân"), link(EXTREME)),
        manifest="manifest.webmanifest",
        origin=ORIGIN,
        ended=EndedPortal(
            "01/07/2025", "2025-07-01", "", LONG, link(LONG).href, f"{ORIGIN}/{WORD.lower()}/", LONG
        ),
    )


def page_on(today: date, paths: dict[str, str]) -> str:
    """Return the page as it is on a day; ``paths`` are the published paths of the theme's files."""
    environment = template_environment(THEME / "templates")
    macros = [
        replace(macro, examples=tuple(_with_script(example, paths) for example in macro.examples))
        for macro in all_macros(today)
    ]
    title = "Mọi thành phần giao diện"
    view = SpecimenView(Head(title, "", robots="noindex"), title, tuple(components(environment, macros)))
    template = environment.from_string(TEMPLATE.read_text("utf-8"))
    return template.render(view=view, portal=portal_of(paths))


def _with_script(example: Example, paths: dict[str, str]) -> Example:
    """Return an example in which a file of the theme has its published path."""
    given = tuple(paths.get(one, one) if isinstance(one, str) else one for one in example.given)
    return replace(example, given=given)


def write_specimen(folder: Path, today: date) -> Path:
    """Write the page and all that it needs into a folder that holds nothing but them; return the page."""
    remove_folder(folder)
    folder.mkdir(parents=True)
    (folder / MARKER).touch()
    files = read_assets(THEME)
    paths = published_paths(files)
    written = {paths[name]: data for name, data in files.items()}
    written |= {f"anh/{name}.png": _drawn(*size) for name, size in PICTURES.items()}
    written |= {"manifest.webmanifest": b"{}", NO_SCRIPT: b""}
    # Nobody plays them; their captions are asked for at once.
    written |= {"anh/phim.vtt": b"WEBVTT\n", "anh/phim.webm": b"", "anh/phim.mp4": b""}
    page = folder / "index.html"
    for path, data in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    page.write_text(page_on(today, paths), "utf-8")
    return page


def _drawn(width: int, height: int) -> bytes:
    """Return a picture of this size: a slope of grey, that shows how it was cut."""
    with BytesIO() as data:
        Image.radial_gradient("L").resize((width, height)).save(data, "PNG")
        return data.getvalue()
