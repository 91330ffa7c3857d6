"""Which of a portal's named pages a question asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from node_scripts import copied, run
from small_portals import a_site, a_standing_page, an_office

from plugins.author.registry import Authors
from plugins.category.registry import Section, sections_of
from plugins.office.contacts import Department, Official
from plugins.office.leaders import Leader
from plugins.office.office_data import Office
from plugins.pages import addresses
from plugins.pages.office_pages import OFFICE_PAGES
from plugins.pages.story_groups import group_stories
from plugins.search.lexicon import ASIDES as BESIDE_NAMES
from plugins.search.lexicon import (
    AUTHOR,
    COMMUNE,
    KINDS,
    ORGANISATION,
    PLACES,
    QUESTIONS,
    SECTION,
    STANDING,
    YEAR_LIST,
    NamedPage,
    named_pages,
)
from plugins.search.own_pages import FOUND_BY

# The browser joins them.
ASIDES = (*QUESTIONS, *BESIDE_NAMES)
ASKED = """
import { namedOf } from "./js/named.js";
import { plainWords } from "./js/words.js";
const words = plainWords(given.text);
const { meant } = namedOf(given.lexicon)({ isQuoted: false, said: [{ words, start: "" }, { words: words.slice(0, -1), start: words[words.length - 1] }] });
const result = meant.map(({ name }) => name);
"""
# As the search reads what is being typed: the last word may go on.
TYPED = ASKED.replace("words: words.slice(0, -1)", "words")
COMMUNES = ("Xã Xuân Lập", "Xã Xuân Phú", "Thị trấn Sao Vàng")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("xã Xuân Phú", ["Xã Xuân Phú"]),
        ("xa xuan lap", ["Xã Xuân Lập"]),
        ("tin xã Xuân Phú", ["Xã Xuân Phú"]),
        ("văn bản của thị trấn Sao Vàng", ["Thị trấn Sao Vàng"]),
        ("tin ở xã", []),
        ("lễ hội xã Xuân Lập", []),
    ],
)
def test_a_commune_is_asked_for_by_its_whole_name(tmp_path: Path, text: str, names: list[str]) -> None:
    """Communes begin alike: a part of a name means none of them."""
    named = [[COMMUNE, name, f"dia-ban/{number}/", 1] for number, name in enumerate(COMMUNES)]
    lexicon = {"kinds": KINDS, "named": named, "asides": ASIDES}

    assert run(copied(tmp_path), ASKED, {"text": text, "lexicon": lexicon}) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Trung tâm VHT", ["Trung tâm VHTT, TT và DL"]),
        ("trung tam v", ["Trung tâm VHTT, TT và DL"]),
        ("Trung tâm y", []),
        ("trung", []),
    ],
)
def test_an_organisation_is_there_before_its_name_is_typed_to_the_end(
    tmp_path: Path, text: str, names: list[str]
) -> None:
    """Several words of it are enough, the last half typed."""
    named = [[ORGANISATION, "Trung tâm VHTT, TT và DL", "co-quan/trung-tam/", 9]]
    lexicon = {"kinds": KINDS, "named": named, "asides": ASIDES}

    assert run(copied(tmp_path), TYPED, {"text": text, "lexicon": lexicon}) == names


@pytest.mark.parametrize(
    "text",
    [
        "bài viết tác giả Lê Hải",
        "các bài của tác giả Lê Hải",
        "ai là tác giả lê hải",
        "tin bài do Lê Hải viết",
    ],
)
def test_an_author_is_asked_for_however_the_kind_is_told(tmp_path: Path, text: str) -> None:
    """In several words, or behind a question."""
    named = [[AUTHOR, "Lê Hải", "tac-gia/le-hai/", 9]]
    lexicon = {"kinds": KINDS, "named": named, "asides": ASIDES}

    assert run(copied(tmp_path), ASKED, {"text": text, "lexicon": lexicon}) == ["Lê Hải"]
    assert run(copied(tmp_path), TYPED, {"text": f"{text} về lúa", "lexicon": lexicon}) == []


MAYBE = ASKED.replace("const { meant } =", "const { meant, maybe } =").replace(
    "meant.map(({ name }) => name)", "[meant, maybe].map((pages) => pages.map(({ name }) => name))"
)


@pytest.mark.parametrize(
    ("text", "meant", "maybe"),
    [
        ("văn hóa - du lịch", True, False),
        ("du lịch", False, True),
        ("du lịch Thọ Xuân", False, True),
        ("tin du lịch", True, False),
        ("chuyên mục văn hóa", True, False),
        ("du lịch Lam Kinh", False, False),
        ("nhà văn hóa", False, False),
    ],
)
def test_a_section_may_be_meant_by_a_part_of_its_name(
    tmp_path: Path, text: str, meant: bool, maybe: bool
) -> None:
    """An article comes first, but where the kind is told."""
    name = "Văn hóa – Du lịch"
    lexicon = {
        "kinds": KINDS,
        "named": [[SECTION, name, "van-hoa-du-lich/", 0]],
        "asides": [*ASIDES, "Thọ Xuân"],
    }

    found = run(copied(tmp_path), MAYBE, {"text": text, "lexicon": lexicon})
    assert found == [[name] * meant, [name] * maybe]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("quy hoạch", True),
        ("quy hoach tinh", False),
        ("quy hoạch huyện", False),
        ("mục quy hoạch tỉnh", True),
    ],
)
def test_a_section_of_one_place_is_one_of_its_articles(tmp_path: Path, text: str, meant: bool) -> None:
    """It comes second then: “quy hoạch tỉnh” is a plan, “quy hoạch” the section of all."""
    lexicon = {
        "kinds": KINDS,
        "named": [[SECTION, "Quy hoạch", "quy-hoach/", 0]],
        "asides": ASIDES,
        "places": PLACES,
    }

    found = run(
        copied(tmp_path),
        MAYBE.replace("words: words.slice(0, -1)", "words"),
        {"text": text, "lexicon": lexicon},
    )
    assert found == [["Quy hoạch"] * meant, ["Quy hoạch"] * (not meant)]


def test_a_section_by_its_whole_name_comes_before_one_of_which_it_is_a_part(tmp_path: Path) -> None:
    """“Chuyên mục quy hoạch” is “Quy hoạch” rather than “Chiến lược – Định hướng – Quy hoạch”, which has its place before it."""
    names = ("Chiến lược – Định hướng – Quy hoạch", "Quy hoạch")
    named = [[SECTION, name, f"{number}/", 0] for number, name in enumerate(names)]
    lexicon = {"kinds": KINDS, "named": named, "asides": ASIDES}

    for text in ("chuyên mục quy hoạch", "chủ đề quy hoạch"):
        assert run(copied(tmp_path), ASKED, {"text": text, "lexicon": lexicon}) == ["Quy hoạch", names[0]]


def test_a_section_is_known_by_what_the_menu_calls_it() -> None:
    """That is the name people see."""
    section = Section(
        "Kinh tế – Nông nghiệp", "kinh-te", "kinh-te", short_name="Kinh tế", aliases=("Tin cũ",)
    )
    site = replace(a_site(), sections=sections_of([section]))
    (found,) = (
        page for page in named_pages(site, group_stories(site), Authors({}, {})) if page.kind == SECTION
    )

    assert found.others == ("Kinh tế", "Tin cũ")


STRUCK = ASKED.replace("const { meant } =", "const { struck } =").replace("meant.map", "struck().map")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("le ai", ["Lê Hải"]),
        ("gioi hieu", ["Giới thiệu"]),
        ("giói thieuj", ["Giới thiệu"]),
        ("lê hãi", []),
        ("le", []),
        ("giới thiệu huyện", []),
    ],
)
def test_a_name_is_known_although_a_letter_was_struck_wrongly(
    tmp_path: Path, text: str, names: list[str]
) -> None:
    """One letter too few, too many, another or in another's place; in what is short that would be another name."""
    named = [[AUTHOR, "Lê Hải", "tac-gia/le-hai/", 9], [STANDING, "Giới thiệu", "gioi-thieu/", 0]]
    lexicon = {"kinds": KINDS, "named": named, "asides": ASIDES}

    assert run(copied(tmp_path), STRUCK, {"text": text, "lexicon": lexicon}) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tin năm 2031", []),
        ("năm 2012", []),
        ("nm 2021", ["Năm 2021"]),
        ("thon tra 12", []),
        ("thn tra 21", ["Thôn Tra 21"]),
    ],
)
def test_a_name_with_another_number_is_another_name(tmp_path: Path, text: str, names: list[str]) -> None:
    """A year without articles is not the one beside it."""
    named = [
        [YEAR_LIST, "Năm 2021", "luu-tru/2021/", 9],
        [ORGANISATION, "Thôn Tra 21", "co-quan/thon-tra-21/", 9],
    ]
    lexicon = {"kinds": KINDS, "named": named, "asides": ASIDES}

    assert run(copied(tmp_path), STRUCK, {"text": text, "lexicon": lexicon}) == names


def test_a_page_is_not_named_by_the_beginning_of_its_number(tmp_path: Path) -> None:
    """“Thôn 1” is not “Thôn 12”, which the list of it would say; a word may be half typed."""
    named = [
        [ORGANISATION, "Thôn 12", "co-quan/thon-12/", 9],
        [ORGANISATION, "Thôn Đoài", "co-quan/thon-doai/", 9],
    ]
    lexicon = {"kinds": KINDS, "named": named, "asides": ASIDES}

    asked_for = {
        text: run(copied(tmp_path), TYPED, {"text": text, "lexicon": lexicon})
        for text in ("thôn 1", "thôn 12", "thôn đo")
    }
    assert asked_for == {"thôn 1": [], "thôn 12": ["Thôn 12"], "thôn đo": ["Thôn Đoài"]}


OFFICE = replace(
    an_office(),
    contacts=(Department("Văn phòng", people=(Official("Đỗ Minh Hòa", "Chánh Văn phòng", press=True),)),),
    leaders=(
        Leader("Trịnh Văn Mẫu", "Chủ tịch UBND"),
        Leader("Lê Thị Thử", "Phó Chủ tịch UBND"),
    ),
)


def named_of(office: Office) -> list[NamedPage]:
    """Return the named pages of a portal with an office that has a biography."""
    site = replace(a_site(standing=[a_standing_page("ba-le-thi-thu", "Bà Lê Thị Thử")]), office=office)
    return list(named_pages(site, group_stories(site), Authors({}, {})))


def asked(folder: Path, pages: Sequence[NamedPage], text: str) -> list[str]:
    """Return the names of the pages that a question means."""
    named = [[page.kind, page.name, page.address, page.count, *page.others] for page in pages]
    found: list[str] = run(
        copied(folder), ASKED, {"text": text, "lexicon": {"kinds": KINDS, "named": named, "asides": ASIDES}}
    )
    return found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("lịch tiếp công dân", "Lịch tiếp công dân và công tác"),
        ("lich tiep dan", "Lịch tiếp công dân và công tác"),
        ("xem lịch công tác của huyện", "Lịch tiếp công dân và công tác"),
        ("ai trả lời báo chí", "Danh bạ"),
        ("người phát ngôn là ai", "Danh bạ"),
        ("đỗ minh hòa", "Danh bạ"),
        ("thủ tục", "Thủ tục, dịch vụ công"),
        ("thu tuc hanh chinh", "Thủ tục, dịch vụ công"),
        ("Trịnh Văn Mẫu", "Lãnh đạo"),
        ("ông Trịnh Văn Mẫu", "Lãnh đạo"),
        ("chủ tịch Trịnh Văn Mẫu", "Lãnh đạo"),
        ("ai là chủ tịch huyện", "Lãnh đạo"),
        ("bà Lê Thị Thử", "Bà Lê Thị Thử"),
        ("phó chủ tịch là ai", "Lãnh đạo"),
        ("sơ đồ tổ chức", "Tổ chức bộ máy"),
        ("câu hỏi thường gặp", "Hỏi đáp"),
        ("số liệu thống kê", "Số liệu"),
    ],
)
def test_a_page_of_the_office_is_asked_for_by_what_people_call_it(
    tmp_path: Path, text: str, name: str
) -> None:
    """By its kind, by a person's name, by a position: also in a question."""
    assert asked(tmp_path, named_of(OFFICE), text)[:1] == [name]


@pytest.mark.parametrize(
    "text", ["thủ tục đất đai", "Trịnh Văn", "chủ tịch Hồ Chí Minh", "lễ tiếp đón", "số nhà"]
)
def test_a_page_of_the_office_is_not_meant_by_what_asks_for_something_else(tmp_path: Path, text: str) -> None:
    """Articles are found then as ever."""
    assert asked(tmp_path, named_of(OFFICE), text) == []


def test_the_press_is_led_to_the_contacts_only_where_they_name_who_answers() -> None:
    """Else another page may tell."""
    nobody = replace(OFFICE, contacts=(Department("Văn phòng"),))

    (contacts,) = (page for page in named_of(nobody) if page.address == addresses.CONTACTS)
    assert "trả lời báo chí" not in contacts.others


def test_pages_that_the_office_does_not_have_have_no_name() -> None:
    """Neither they nor the list of communes that no article names."""
    found = {page.address for page in named_of(Office()) if page.kind == STANDING}

    assert not [one for one in found if one.startswith(addresses.OFFICE)]
    assert addresses.COMMUNES not in found


def test_each_page_of_the_office_says_what_it_is_found_by() -> None:
    """A row of the table of its pages has one of the table of search."""
    assert list(FOUND_BY) == [one.address for one in OFFICE_PAGES]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tin 2019", ["Năm 2019"]),
        ("lưu trữ 2019", ["Năm 2019"]),
        ("năm 2019", ["Năm 2019"]),
        ("2019", []),
        ("lễ hội 2019", []),
    ],
)
def test_a_year_is_asked_for_with_what_tells_its_kind(tmp_path: Path, text: str, names: list[str]) -> None:
    """A number alone is rather one in a text."""
    lexicon = {
        "kinds": KINDS,
        "named": [[YEAR_LIST, "Năm 2019", "luu-tru/2019/", 4, "2019"]],
        "asides": ASIDES,
    }

    assert run(copied(tmp_path), ASKED, {"text": text, "lexicon": lexicon}) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [("mục văn hóa", ["Văn hóa"]), ("thư viện v", ["Văn bản"]), ("thư viện văn bản", ["Văn bản"])],
)
def test_a_page_is_named_by_the_words_of_its_name_alone(tmp_path: Path, text: str, names: list[str]) -> None:
    """“Văn hóa” is no part of “danh mục văn bản”; a name of several words is there before its end is typed."""
    pages = [
        [STANDING, "Văn bản", "van-ban/", 0, "danh mục văn bản", "thư viện văn bản"],
        [SECTION, "Văn hóa", "van-hoa/", 0],
    ]
    lexicon = {"kinds": KINDS, "named": pages, "asides": ASIDES}

    assert run(copied(tmp_path), TYPED, {"text": text, "lexicon": lexicon}) == names
