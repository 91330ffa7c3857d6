"""The theme's stylesheets read rule by rule: what tests ask of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

CSS = Path(__file__).resolve().parents[1] / "theme" / "static" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
_TOKEN = re.compile(r"var\((--[\w-]+)\)")


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property with its value, and where it stands; ``before`` are the properties and values of the rule before it."""

    sheet: str
    selector: str
    name: str
    value: str
    before: tuple[tuple[str, str], ...]
    rule: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.selector} {{ {self.name}: {self.value} }}"


def without_comments(text: str) -> str:
    """Return a stylesheet without what only people read."""
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def tokens() -> dict[str, str]:
    """Return the values of all custom properties by day, what they are made of filled in."""
    text = (CSS / "tokens.css").read_text("utf-8").partition("@media")[0]
    found = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", without_comments(text)))
    return {name: filled(value, found) for name, value in found.items()}


def filled(value: str, values: dict[str, str]) -> str:
    """Return a value with those of custom properties in it, as a browser computes it."""
    while _TOKEN.search(value):
        value = _TOKEN.sub(lambda token: values[token[1]], value)
    return value


def declarations() -> Iterator[Declaration]:
    """Yield every declaration of every stylesheet."""
    for path in SHEETS:
        sheet = path.relative_to(CSS).as_posix()
        for selector, block in _rules(without_comments(path.read_text("utf-8"))):
            rule = tuple(
                (name.strip(), value.strip())
                for name, colon, value in (one.partition(":") for one in _statements(block))
                if colon
            )
            for place, (name, value) in enumerate(rule):
                yield Declaration(sheet, selector, name, value, rule[:place], rule)


# What Chromium 64 (January 2018) does not know, of what stylesheets here have or may come to have. Later is only what
# CSS has had since: a test asks such a browser whether more than this is unknown to it.
_LATER_NAMES = re.compile(
    r"(?:padding|margin|border|scroll-margin|scroll-padding)-(?:block|inline)\b.*|inset\b.*|(?:row-)?gap|aspect-ratio"
    r"|text-wrap.*|text-underline-offset|text-decoration-thickness|scroll-(?:margin|padding).*|color-scheme|accent-color"
    r"|forced-color-adjust|appearance|content-visibility|contain-intrinsic-.*|translate|rotate|scale|overscroll-behavior-.*"
    r"|scrollbar-.*|backdrop-filter|text-box.*|field-sizing|interpolate-size|print-color-adjust|hyphenate-.*|container.*"
)
_LATER_VALUES = re.compile(
    r"(?<![\w-])(?:min|max|clamp|round|env|color-mix|light-dark|oklch|lab|conic-gradient|image-set)\(|\bsubgrid\b"
    r"|\b\d+(?:[dsl]v[hw]|[dsl]vmin|lh|rlh|cq[whib])\b|\bCanvas(?:Text)?\b|\bLinkText\b"
)
_LATER_KEYWORDS = {
    ("overflow-wrap", "anywhere"),
    ("overflow", "clip"),
    ("display", "contents"),
    ("white-space", "break-spaces"),
}
LATER_SELECTORS = re.compile(
    r":(?:is|where|has|focus-visible|any-link|marker|user-valid|user-invalid|dir)\b|:not\([^()]*,"
)


def is_later(declaration: Declaration) -> bool:
    """Tell whether a declaration says something that a Chromium of January 2018 does not know."""
    name, value = declaration.name, declaration.value
    if name == "column-gap":
        # Columns of text have had it for long.
        return not any(other.startswith("column") for other, _ in declaration.rule if other != name)
    return bool(
        _LATER_NAMES.fullmatch(name)
        or (name, value) in _LATER_KEYWORDS
        or _LATER_VALUES.search(value)
        # An image's words for those who do not see it.
        or (name == "content" and "/" in re.sub(r'"[^"]*"', "", value))
    )


def has_fallback(declaration: Declaration) -> bool:
    """
    Tell whether the rule says before it what an old browser takes instead.

    Gaps of a grid had another name; between boxes of another kind there were none. Of a value with a custom property a browser
    sees too late that it does not know it: it takes none then, whatever stands before.
    """
    if "var(" in declaration.value and is_later(replace(declaration, name="width")):
        return False
    if declaration.name in ("gap", "row-gap", "column-gap"):
        return ("display", "grid") in declaration.rule and (
            f"grid-{declaration.name}",
            declaration.value,
        ) in declaration.before
    known = (f"-webkit-{declaration.name}", declaration.name)
    return any(
        name in known and (name != declaration.name or not is_later(replace(declaration, value=value)))
        for name, value in declaration.before
    )


def asked_of_the_screen() -> Iterator[tuple[str, str, str]]:
    """Yield every rule that depends on the width of the screen: its stylesheet, what is asked, the selectors with their block."""
    for path in SHEETS:
        text = without_comments(path.read_text("utf-8"))
        for asked, inside in re.findall(r"@media ([^{]*-width[^{]*)\{((?:[^{}]*\{[^{}]*\})*)\s*\}", text):
            for selector, block in _rules(inside):
                yield path.relative_to(CSS).as_posix(), asked.strip(), f"{selector} {{{block}}}"


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and blocks of a stylesheet, those inside media queries as well."""
    start = 0
    while (opens := text.find("{", start)) >= 0:
        head = " ".join(text[start:opens].rpartition(";")[2].split())
        closes, depth = opens + 1, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[closes], 0)
            closes += 1
        block = text[opens + 1 : closes - 1]
        if head.startswith(("@media", "@supports")):
            yield from _rules(block)
        elif not head.startswith("@"):
            yield head, block
        start = closes


def _statements(block: str) -> list[str]:
    """Return the declarations of a block; a data: address has semicolons of its own."""
    return [one for one in re.split(r";(?![^(]*\))", block) if one.strip()]
