"""The stylesheets fit together, and their colours can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from stylesheets import (
    CSS,
    LATER_SELECTORS,
    SHEETS,
    asked_of_the_screen,
    declarations,
    has_fallback,
    is_later,
    without_comments,
)

THEME = Path(__file__).resolve().parents[2] / "theme"
SCRIPTS = sorted((THEME / "static" / "js").glob("*.js"))
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
PLUGINS = sorted((THEME.parent / "plugins").rglob("*.py"))
TOKENS = (CSS / "tokens.css").read_text("utf-8")
DARK = TOKENS.partition("@media")[2]
# Names that stand for something to scripts, tests or readers of the source, and need no look of their own.
UNDRESSED = frozenset(
    {"article__header", "menu__item", "register-facts", "tree", "today", "home-top", "home-sections"}
    | {"register-downloads", "article-tools", "tags"}
)
# Blocks that live in another block's file.
HOMES = {
    "teaser-list": "teaser",
    "consultation-list": "consultation",
    "document-list": "document",
    "table-scroll": "base",
    "visually-hidden": "base",
    "years": "panel",
    **dict.fromkeys(
        (
            "departments",
            "department",
            "facts",
            "officials",
            "official",
            "leaders",
            "leader",
            "chart",
            "week",
            "appointment",
            "services",
            "service",
            "questions",
            "question",
        ),
        "office",
    ),
    "key-figure": "key-figures",
    "month": "calendar",
    "video-card": "video",
    "video-cards": "video",
    "event": "calendar",
    "events": "calendar",
    "index-group": "index-list",
    "letters": "index-list",
    "tags": "tag",
    "icon": "base",
    "page-header": "layout",
    "text-size": "utility",
    "today": "utility",
    "prose": "article",
    "register-downloads": "register",
    "home-top": "home",
    "home-sections": "home",
    "photo-left-out": "article",
}


def classes_of_style() -> set[str]:
    """Return every class that a stylesheet names."""
    return {
        name
        for sheet in SHEETS
        for selector in re.findall(r"([^{}]+)\{", without_comments(sheet.read_text("utf-8")))
        for name in re.findall(r"\.([a-z][\w-]*)", selector)
    }


def classes_of_templates() -> set[str]:
    """Return every class that a template writes, those that end in a state as their beginning."""
    found = set()
    for template in TEMPLATES:
        for value in re.findall(r'class="([^"]*)"', template.read_text("utf-8")):
            found |= {name for name in re.sub(r"\{[{%].*?[}%]\}", "*", value).split() if name != "*"}
    return found


def declared(block: str) -> dict[str, str]:
    """Return the custom properties that a block of tokens declares."""
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


LIGHT_COLOURS = declared(TOKENS.partition("@media")[0])
DARK_COLOURS = LIGHT_COLOURS | declared(DARK)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.relative_to(CSS).as_posix())
def test_every_value_that_is_used_is_a_token(sheet: Path) -> None:
    """A name that tokens.css does not declare would be no colour, no space at all."""
    used = set(re.findall(r"var\((--[\w-]+)", sheet.read_text("utf-8")))

    assert used <= set(LIGHT_COLOURS)


def test_no_token_lies_idle() -> None:
    """What no stylesheet uses is gone; what is dark has a light counterpart."""
    used = {name for sheet in SHEETS for name in re.findall(r"var\((--[\w-]+)", sheet.read_text("utf-8"))}

    assert set(LIGHT_COLOURS) - used == set()
    assert set(declared(DARK)) <= set(LIGHT_COLOURS)


def test_every_stylesheet_is_part_of_the_one_that_pages_load() -> None:
    """site.css names each of the others once, and none that does not exist."""
    site = (CSS / "site.css").read_text("utf-8")
    imported = re.findall(r'@import url\("([^"]+)"\);', site)

    assert sorted(imported) == [
        path.relative_to(CSS).as_posix() for path in SHEETS if path.name != "site.css"
    ]


def test_every_part_of_a_page_has_its_look() -> None:
    """A class that a template writes stands in a stylesheet, or is known to need none."""
    styled = classes_of_style()
    bare = {
        name
        for name in classes_of_templates()
        if name not in styled
        and not ("*" in name and any(one.startswith(name.split("*")[0]) for one in styled))
    }

    assert bare - UNDRESSED == set()


def test_every_component_s_parts_are_in_its_own_stylesheet() -> None:
    """A part “block__part” has its style where its block has it: in one file."""
    places: dict[str, set[str]] = {}
    for sheet in SHEETS:
        if sheet.name == "print.css":
            continue
        for selector in re.findall(r"([^{}]+)\{", without_comments(sheet.read_text("utf-8"))):
            for name in re.findall(r"\.([a-z][a-z-]*__[\w-]+)", selector):
                places.setdefault(name, set()).add(sheet.stem)
    components = {path.stem for path in (CSS / "components").glob("*.css")}

    for name, sheets in places.items():
        block = name.partition("__")[0]
        if block in components:
            assert block in sheets, name


def test_every_component_with_a_look_has_a_stylesheet() -> None:
    """A macro's blocks have their style in a file of the block's name, or are among the layout's and the article's own."""
    sheets = {path.stem for path in (CSS / "components").glob("*.css")} | {"layout", "base"}
    for template in sorted((THEME / "templates" / "components").glob("*.html")):
        for value in re.findall(r'class="([^"]*)"', template.read_text("utf-8")):
            for name in re.sub(r"\{[{%].*?[}%]\}", "*", value).split():
                block = re.split("__|--|[*]", name)[0]
                home = HOMES.get(block, block)
                if not block:
                    continue
                assert home in sheets, (template.name, name)
                if block not in UNDRESSED:
                    folder = CSS / "components" if (CSS / "components" / f"{home}.css").exists() else CSS
                    assert f".{block}" in (folder / f"{home}.css").read_text("utf-8"), (template.name, name)


def test_no_rule_dresses_what_is_not_there() -> None:
    """Each class of a stylesheet is written by a template, a script or the reading of Markdown."""
    writers = "\n".join(path.read_text("utf-8") for path in (*TEMPLATES, *SCRIPTS, *PLUGINS))
    # Written as “align-” and the side, “badge--” and the state.
    joined = {"align-left", "align-center", "align-right", "badge--open", "consultation--open"}
    joined |= {"notice--correction", "notice--withdrawn", "viewer__close", "viewer__back", "viewer__on"}
    idle = {name for name in classes_of_style() - joined if not re.search(rf"\b{name}\b", writers)}

    assert idle == set()


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as #0d4f4a (WCAG 2, 1.4.3)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_is_that_of_wcag() -> None:
    """Black on white is 21, a colour on itself 1, and the grey that just passes passes."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#8c3b1b", "#8c3b1b") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") > 4.5 > contrast("#777777", "#ffffff")


TEXTS = [
    *(
        (text, back)
        for text in ("text", "text-secondary", "link", "accent", "heading")
        for back in ("paper", "surface")
    ),
    *(
        (text, back)
        for text in ("on-primary", "on-primary-secondary")
        for back in ("primary", "primary-deep")
    ),
    ("open", "open-back"),
    ("open", "paper"),
    ("urgent", "urgent-back"),
    ("on-gold", "gold"),
    ("text", "mark"),
    ("on-viewer", "viewer"),
]
SIGNS = [
    *((sign, back) for sign in ("focus", "edge") for back in ("paper", "surface")),
    *(("gold", back) for back in ("primary", "primary-deep", "viewer")),
]


@pytest.mark.parametrize("colours", [LIGHT_COLOURS, DARK_COLOURS], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "back"), TEXTS)
def test_texts_can_be_read(colours: dict[str, str], text: str, back: str) -> None:
    """WCAG 2, 1.4.6: at least 7 to 1, by day and by night."""
    assert contrast(colours[f"--colour-{text}"], colours[f"--colour-{back}"]) >= 7


@pytest.mark.parametrize("colours", [LIGHT_COLOURS, DARK_COLOURS], ids=["light", "dark"])
@pytest.mark.parametrize(("sign", "back"), SIGNS)
def test_outlines_can_be_seen(colours: dict[str, str], sign: str, back: str) -> None:
    """WCAG 2, 1.4.11: what shows the focus or the edge of a field has at least 3 to 1."""
    assert contrast(colours[f"--colour-{sign}"], colours[f"--colour-{back}"]) >= 3


def test_colours_are_tokens() -> None:
    """No component has a colour of its own; so the night and the print have them all."""
    for sheet in SHEETS:
        if sheet.name not in ("tokens.css", "print.css"):
            found = re.findall(r"#[0-9a-fA-F]{3,8}\b", without_comments(sheet.read_text("utf-8")))
            assert found == [], sheet.name


# What a browser that does not know it shows well enough without: where a line breaks, how an underline lies, what shape a
# photo is cut to, which of its own colours the browser takes.
EXTRAS = frozenset(
    {"text-wrap", "text-underline-offset", "text-decoration-thickness", "scroll-padding-top", "aspect-ratio"}
    | {"color-scheme", "forced-color-adjust"}
)
EXTRA_VALUES = frozenset(
    {
        # All of a page breaks its long words; this only lets columns be narrower for it.
        ("overflow-wrap", "anywhere"),
        # The box that is not there is one that looks like nothing.
        ("display", "contents"),
    }
)
# Where the browser takes the reader's own colours, which older ones do not: its rules are read by no other.
FORCED = frozenset({"CanvasText", "Canvas"})


def test_what_is_newer_than_2018_has_what_older_browsers_take_instead() -> None:
    """Chromium 64 is promised: room between things, columns and sizes are said in its words first."""
    missing = [
        str(one)
        for one in declarations()
        if is_later(one)
        and one.name not in EXTRAS
        and (one.name, one.value) not in EXTRA_VALUES
        and one.value not in FORCED
        and not has_fallback(one)
    ]

    assert missing == []


def test_no_rule_is_lost_to_a_selector_that_older_browsers_do_not_know() -> None:
    """They would drop all of it; that the focus is shown to the mouse as well is no loss."""
    later = {one.selector for one in declarations() if LATER_SELECTORS.search(one.selector)}

    assert later == {":focus:not(:focus-visible)"}


# Columns, or a table that becomes none. A photo's column is as wide as the photo.
COLUMNS = re.compile(
    r"grid-template-columns:(?!\s*minmax\(0, 1fr\)( auto)?;)|[{;]\s*columns:|display: table|thead"
    r"|flex-basis: (?!0|auto|100%|var)[\d.]+%"
)
# All of these stand in the menu, in whose way its own text size stands: were they to fold with the letters, the
# control would go from below the finger that presses it.
FOLDING = frozenset({"components/menu.css", "components/masthead.css", "components/utility.css"})


def test_columns_ask_for_the_room_of_their_letters() -> None:
    """
    What makes columns asks in rem how wide the screen is: that follows the page's own text size (text-size.js).

    In em a screen is as wide with the largest letters as with the smallest.
    """
    rules = list(asked_of_the_screen())
    in_em = [
        (sheet, asked, rule)
        for sheet, asked, rule in rules
        if COLUMNS.search(rule) and "rem" not in asked and sheet not in FOLDING and ".is-enlarged" not in rule
    ]

    assert len(rules) > 50
    assert in_em == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    """Stylesheets name no other host, scripts import only their neighbours."""
    for path in (*SHEETS, *SCRIPTS):
        assert not re.search(r"https?://|url\(\s*[\"']?//", path.read_text("utf-8")), path.name
    names = {path.name for path in SCRIPTS}
    for script in SCRIPTS:
        imported = re.findall(r'from "([^"]+)"', script.read_text("utf-8"))
        assert {name.removeprefix("./") for name in imported} <= names
        assert all(name.startswith("./") for name in imported)
