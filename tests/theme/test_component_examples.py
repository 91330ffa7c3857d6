"""Every macro of the theme has its examples: a new component without them is found, and so is a new state or field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from component_specimen.documents import Documents
from component_specimen.example import Macro
from component_specimen.examples import ICONS, all_macros
from component_specimen.page import TEMPLATE, called, page_on, write_specimen
from component_specimen.words import WORD
from given import NOW

from plugins.article.facts import RegisterFacts, Span
from plugins.building.assembly.assets import published_paths, read_assets
from plugins.pages.register_view import RegisterEntry
from plugins.pages.render import template_environment
from plugins.problems.stop_build import StopBuild
from plugins.registers.state import RegisterState

THEME = Path(__file__).resolve().parents[2] / "theme"
COMPONENTS = THEME / "templates" / "components"
TODAY = date.fromisoformat(NOW[:10])
MACROS = all_macros(TODAY)
ENVIRONMENT = template_environment(THEME / "templates")
# What shows no words that anybody writes.
WORDLESS = {
    "icon",
    "days",
    "days_of",
    "from_day",
    "state",
    "pagination",
    "search_box",
    "search_field",
    "report",
    "feed_links",
    "picture",
    # Long labels are cut in a drawing; the table beside has them whole.
    "plot",
}
# What pages read of a view, and no macro does.
READ_ELSEWHERE = {
    "RegisterEntry.published",
    "Count.parts",
    "DocumentLink.number",
    "File.file_name",
    # Who shows what people share sees it.
    "PhotoView.shared",
    # The register's data files tell them; pages show them by views of their own.
    *("RegisterEntry.ways", "RegisterEntry.report", "RegisterEntry.decision"),
    *(
        f"ConsultationResult.{name}"
        for name in ("opinions", "text", "file", "decision", "decided", "published")
    ),
}


def written_macros() -> set[tuple[str, str]]:
    """Return the macros of the theme's component files, each by its file and its name."""
    return {
        (path.stem, name)
        for path in COMPONENTS.glob("*.html")
        for name in re.findall(r"\{%-?\s*macro\s+(\w+)", path.read_text("utf-8"))
    }


def test_every_macro_has_examples() -> None:
    """A component without examples, or examples of a component that is gone, are a fault."""
    assert sorted((macro.file, macro.name) for macro in MACROS) == sorted(written_macros())
    assert all(macro.examples for macro in MACROS)


def values_in(value: object) -> Iterator[Any]:
    """Yield a frozen view and all that it holds."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from values_in(one)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from values_in(getattr(value, field.name))


VIEWS = [view for macro in MACROS for example in macro.examples for view in values_in(example.given)]


def test_every_field_is_shown_full_and_empty() -> None:
    """What a view may lack stands in one example and lacks in another: a new field needs both."""
    one_sided = {
        f"{type(view).__name__}.{field.name}"
        for view in VIEWS
        for field in fields(view)
        if field.default is not MISSING and not field.default
        if len({bool(getattr(other, field.name)) for other in VIEWS if type(other) is type(view)}) < 2
    }

    assert one_sided - READ_ELSEWHERE == set()


def test_every_state_and_every_drawing_is_shown() -> None:
    """A new state of a document's life needs a document in it, a new drawing its example."""
    shown = {view.state for view in VIEWS if isinstance(view, RegisterEntry)}
    module: Any = ENVIRONMENT.get_template("components/icon.html").module

    assert shown == set(RegisterState)
    assert set(ICONS) == set(module.paths)


@pytest.mark.parametrize("macro", MACROS, ids=lambda macro: macro.name)
def test_examples_try_what_editors_may_write(macro: Macro) -> None:
    """Several examples, one of them with a word that is longer than a line; none shows a value that was none."""
    htmls = [called(ENVIRONMENT, macro, example) for example in macro.examples]

    assert not any(re.search(r">\s*None\s*<", html) for html in htmls)
    if macro.name not in WORDLESS:
        assert any(WORD in BeautifulSoup(html, "html.parser").get_text() for html in htmls)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(TODAY, TODAY), "trong ngày 30/06/2024"),
        (Span(TODAY), "từ 30/06/2024"),
        (Span(None, TODAY), "đến hết"),
    ],
)
def test_a_consultations_days_are_said_alike_wherever_they_stand(span: Span, words: str) -> None:
    """One day is no span of two, on its own page, in lists and in the register."""
    facts = RegisterFacts("Dự thảo Kế hoạch", consultation=span)
    documents = Documents(TODAY)
    told, entry = documents.told(facts), documents.entry("Dự thảo", facts)
    register: Any = ENVIRONMENT.get_template("components/register_table.html").module
    response: Any = ENVIRONMENT.get_template("components/response.html").module
    lists: Any = ENVIRONMENT.get_template("components/consultation.html").module
    shown = [
        response.response(told.response, ()),
        lists.consultation_list((entry,)),
        register.days_of("Góp ý", entry.consultation_opens, entry.consultation_closes, ""),
    ]

    for html in shown:
        days = BeautifulSoup(str(html), "html.parser").select_one("[class*=__days] time, .consultation__when")
        assert days
        line = days if days.name == "p" else days.parent
        text = " ".join(line.get_text().split()) if line else ""
        assert words in text
        assert ("đến hết" in text) == (span.opens is None)


# What has a line or a box of its own wherever it is shown, without any style as well; a picture is no word.
BOXES = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "button",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
    }
    | {
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "hr",
        "iframe",
        "img",
        "label",
        "li",
        "nav",
        "ol",
        "p",
        "pre",
    }
    | {"section", "summary", "svg", "table", "tbody", "td", "th", "thead", "tr", "ul", "video"}
)


def run_together(html: str) -> list[str]:
    """Return the ends of words of two elements between which nothing stands, as they would be read without any style."""
    pieces: list[str] = []

    def walk(element: Any) -> None:
        for child in element.children:
            if not isinstance(child, Tag):
                pieces.append(str(child))
                continue
            # A sign for the eyes alone belongs to the word that it stands at.
            is_sign = child.get("aria-hidden") == "true"
            bound = " " if child.name in BOXES else "" if is_sign else "\0"
            pieces.append(bound)
            walk(child)
            pieces.append(bound)

    walk(BeautifulSoup(html, "html.parser"))
    return re.findall(r"\w+\0+\w+", "".join(pieces))


@pytest.mark.parametrize("macro", MACROS, ids=lambda macro: macro.name)
def test_words_are_parted_without_styles_too(macro: Macro) -> None:
    """What only a margin or a line of its own keeps apart would be one word in a text browser, when copied, to a machine."""
    htmls = [called(ENVIRONMENT, macro, example) for example in macro.examples]

    assert [joint for html in htmls for joint in run_together(html)] == []


def test_words_that_run_together_are_seen() -> None:
    """Two links without a space; boxes and spaces part."""
    assert run_together("<p><a>0237 3833 123</a><a>vp@cq.vn</a></p>") == ["123\0\0vp"]
    assert run_together('<p>11<i aria-hidden="true">N</i><i> nhuận</i></p>') == []
    assert run_together("<p><a>một</a> <a>hai</a></p><p>ba<br>bốn, <b>năm</b></p>") == []


def test_the_page_has_every_example_and_each_name_once() -> None:
    """An element is named once, and what another names is there."""
    paths = published_paths(read_assets(THEME))
    page = BeautifulSoup(page_on(TODAY, paths), "html.parser")
    ids = [str(one["id"]) for one in page.select("[id]")]
    named = {str(one["aria-labelledby"]) for one in page.select("[aria-labelledby]")}
    named |= {str(one["href"])[1:] for one in page.select('[data-example] a[href^="#"]')}

    examples = sum(1 + example.beside for macro in MACROS for example in macro.examples)
    assert len(page.select("[data-example]")) == examples
    assert len(ids) == len(set(ids))
    assert named <= set(ids)


def test_the_page_is_written_over_itself_alone(tmp_path: Path) -> None:
    """It takes no other folder's place, and holds all files that it names."""
    first, again = (write_specimen(tmp_path / "output-mau", TODAY + timedelta(days)) for days in (0, 1))
    page = BeautifulSoup(again.read_text("utf-8"), "html.parser")
    asked = [str(one["src"]) for one in page.select("[src]")]
    asked += [str(one["href"]) for one in page.select("head link[href]") if one["rel"] != ["schema.DC"]]

    assert first == again
    assert asked
    assert [one for one in asked if not (tmp_path / "output-mau" / one).is_file()] == []
    (tmp_path / "khác").mkdir()
    (tmp_path / "khác" / "bài.md").touch()
    with pytest.raises(StopBuild):
        write_specimen(tmp_path / "khác", TODAY)


def test_no_build_knows_the_page() -> None:
    """What is for looking at alone lies outside of what a build imports or reads."""
    theme = "".join(path.read_text("utf-8") for path in (THEME / "templates").rglob("*.html"))
    plugins = "".join(path.read_text("utf-8") for path in (THEME.parent / "plugins").rglob("*.py"))

    assert TEMPLATE.parent.parent.name == "tests"
    assert "specimen.html" not in theme + plugins
    assert "import component_specimen" not in plugins
    assert "from component_specimen" not in plugins
