"""What a search page is told for a question, with the index of the sample portal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made_answers import answers
from made_answers import answers as made
from node_scripts import copied, run

from plugins.vietnamese.letters import fold

FOUND = """
import { readFileSync } from "fs";
import { answersFrom } from "./js/search-answers.js";
import { inflate } from "./js/inflate.js";
import { indexOf } from "./js/search-index.js";

const manifest = JSON.parse(readFileSync(`${given.index}/chi-muc.json`, "utf-8"));
const read = async (path) => inflate(new Uint8Array(readFileSync(`${given.index}/${path}.bin`)));
const answers = answersFrom(manifest, indexOf(manifest, read), String);
const { whole, near, query, respelt } = await answers.find(given.text);
const addresses = (pages) => Promise.all(pages.map(async (page) => (await answers.told(page, query)).href));
const result = { respelt, whole: await addresses(whole), near: await addresses(near) };
"""


def found(folder: Path, published: Path, text: str) -> dict[str, Any]:
    """Return the addresses of the pages that have all that was asked for, and of those that have a part; what it was read as."""
    answer: dict[str, Any] = run(copied(folder), FOUND, {"index": str(published / "tim-kiem"), "text": text})
    return answer


def test_a_list_that_may_be_meant_comes_behind_an_article_that_has_a_part_of_the_words(
    tmp_path: Path, published: Path
) -> None:
    """And is not said to have all of them."""
    answer = found(tmp_path, published, "nghị quyết số 10 website")

    assert answer["whole"] == []
    assert answer["near"][0].endswith("/nghi-quyet-10-nq-tu/")
    assert answer["near"][1] == "the/nghi-quyet-10/"


def test_what_names_a_page_is_read_as_it_was_typed(tmp_path: Path, published: Path) -> None:
    """Though other pages write some words of it otherwise: “cho cổng” stands on none, “cho công” on several."""
    answer = found(tmp_path, published, "gửi bài cho cổng")

    assert answer["respelt"] == ""
    assert answer["whole"][:1] == ["lien-he/"]


def test_what_stands_around_a_question_is_left_out_where_no_page_has_it(
    tmp_path: Path, published: Path
) -> None:
    """What is left finds what it finds by itself; where pages have all that was typed, these stand."""
    plain = found(tmp_path, published, "bưởi luận văn")

    assert found(tmp_path, published, "ad ơi bưởi luận văn đâu")["whole"] == plain["whole"]
    assert found(tmp_path, published, "tra sổ quy hoạch")["whole"][0].endswith("/cach-tra-so-quy-hoach/")


def test_what_is_a_word_is_another_one_only_where_pages_have_all_of_it(
    tmp_path: Path, published: Path
) -> None:
    """A letter is missing, and the pages have no such words beside each other."""
    right = found(tmp_path, published, "bưởi luận văn")

    answer = found(tmp_path, published, "bưởi lận văn")
    assert (answer["respelt"], answer["whole"]) == ("bưởi luận văn", right["whole"])
    assert found(tmp_path, published, "lễ hộ lam kinh")["respelt"] == "lễ hội lam kinh"
    # No page has all of that either way.
    assert found(tmp_path, published, "hộ xe lửa")["respelt"] == ""


def test_a_year_is_the_list_of_its_articles(tmp_path: Path, published: Path) -> None:
    """By itself; with something else it tells of when that is."""
    for text in ("năm 2019", "tin năm 2019", "tin tuc nam 2019"):
        assert found(tmp_path, published, text)["whole"][0] == "luu-tru/2019/"

    assert "luu-tru/2019/" not in found(tmp_path, published, "kế hoạch năm 2019")["whole"]


def test_letters_of_an_old_font_are_read_as_what_they_showed(tmp_path: Path, published: Path) -> None:
    """As text that is copied out of an old file has them."""
    assert found(tmp_path, published, "lÔ héi lam kinh")["respelt"] == "lễ hội lam kinh"
    assert found(tmp_path, published, "Quy ho¹ch")["respelt"] == "Quy hoạch"
    assert found(tmp_path, published, "27,4 km²")["respelt"] == ""


def test_a_word_with_a_letter_more_is_read_only_where_that_makes_a_whole(tmp_path: Path) -> None:
    """Though another word of the question is read as one that sounds alike: each is judged by itself."""
    pages = (
        "bưởi luận văn",
        "bưởi luận bàn",
        "chồng lúa",
        "trồng cây lúa",
        "trồng cây xanh",
        "bưởi ngon",
        "lận đận",
    )

    found = answers(tmp_path, pages, ("chồng cây bưởi lận ", "bưởi lận văn "))
    assert found["chồng cây bưởi lận "].respelt.strip() == "trồng cây bưởi lận"
    assert found["bưởi lận văn "].respelt.strip() == "bưởi luận văn"


FESTIVAL = ("lễ hội lam kinh", "lễ hội mùa xuân", "hội làng ở lam kinh", "lam sơn có hội", "lễ nghi")


@pytest.mark.parametrize(
    "text",
    [
        *("lễ họi lam knih", "lễ hooij lam knih", "lễ hội lma knih", "lễ hooij lma knih", "le hoi lma knih"),
        *("lễ hội lam knhi", "le hoi lam nkih", "lễ họi lam knhi"),
    ],
)
def test_what_has_several_slips_is_read_right_as_a_whole(tmp_path: Path, text: str) -> None:
    """A wrong mark, keys that were left as they are, letters that changed places: also in two words beside each other."""
    right = fold("lễ hội lam kinh") if fold(text) == text and "j" not in text else "lễ hội lam kinh"

    found = answers(tmp_path, FESTIVAL, (text, right))
    assert (found[text].respelt, found[text].whole) == (right, found[right].whole)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("gải phóng mặt bằng", "giải phóng mặt bằng"),
        ("huyyện thọ xuân", "huyện thọ xuân"),
        ("trườg làng", "trường làng"),
        ("theoo dõi", "theo dõi"),
    ],
)
def test_a_word_with_a_letter_more_or_less_is_read_by_the_marks_that_it_has(
    tmp_path: Path, text: str, right: str
) -> None:
    """Also the first of a question, and one that is another word without its marks."""
    pages = (
        "giải phóng mặt bằng",
        "huyện thọ xuân",
        "trường làng",
        "ai về già trước",
        "theo dõi",
        "thê thảm",
    )

    for others in ((), ("con gái", "bồ kết gai"), ("gẫy gọn", "ai ai", "gì gì")):
        found = answers(tmp_path, (*pages, *others), (text,))[text]
        assert (found.respelt, found.whole) == (right, [right])


@pytest.mark.parametrize("text", ["lễ họi xyzt", "lễ hooij xyzt ", "lễ hooij lam xyzt"])
def test_what_is_read_in_part_and_found_nowhere_is_not_claimed(tmp_path: Path, text: str) -> None:
    """Nobody asked for “lễ hội xyzt”; what has a part of it is shown."""
    found = answers(tmp_path, FESTIVAL, (text,))[text]

    assert (found.respelt, found.whole) == ("", [])
    assert found.near


@pytest.mark.parametrize("text", ["xuân phá", "xuân phá ở đâu", "trò xuân phá", "tìm xuân phá ", "lê hại "])
def test_a_name_that_a_page_or_two_have_so_and_many_otherwise_is_asked_back(
    tmp_path: Path, text: str
) -> None:
    """What was typed is found as it was typed; whoever meant the other name sees it, also where what stands around the question was left out."""
    pages = [f"lê hải viết bài số {number} về trò xuân phả" for number in range(12)]
    right = text.replace("phá", "phả").replace("hại", "hải")

    found = answers(tmp_path, [*pages, "lê hại là tên khác", "xuân phá là chuyện khác"], (text,))[text]
    assert (found.respelt, found.suggested) == ("", right)


def test_words_that_pages_have_scattered_are_others_that_pages_have_together(tmp_path: Path) -> None:
    """“Nam sơn” stands nowhere, “lam sơn” does, and a page about something else has “nam” and “sơn” apart."""
    pages = (
        "Khởi nghĩa Lam Sơn, ngày hội",
        "Khởi nghĩa Lam Sơn trong sách",
        "Khởi nghĩa ở Nga Sơn, phía nam của tỉnh",
    )
    texts = ("khởi nghĩa nam sơn ", "khởi nghĩa phía nam ")

    slip, right = made(tmp_path, pages, texts).values()
    assert (slip.respelt, slip.whole) == ("khởi nghĩa lam sơn ", list(pages[:2]))
    assert (right.respelt, right.whole) == ("", [pages[2]])


def test_what_is_said_otherwise_comes_before_scattered_words(tmp_path: Path) -> None:
    """A page with the short form before one that has a few words of what it stands for here and there."""
    pages = (
        "Ủy ban Mặt trận về làng, Nhân dân vui, cả huyện mừng",
        "UBND huyện làm việc với xã",
    )

    found = made(tmp_path, pages, ("ủy ban nhân dân huyện ",), short_forms=[["UBND", "Ủy ban nhân dân"]])
    assert found["ủy ban nhân dân huyện "].whole[0] == pages[1]


def test_what_is_said_otherwise_in_part_is_no_whole_answer(tmp_path: Path) -> None:
    """A page that has no word of the place's name says nothing of the place."""
    others = [f"Tin thứ {number} của Thọ Xuân" for number in range(40)]
    pages = ("Dân số thị trấn Kim Tân", "Dân số xã Kim Tân", "Xã Thọ Xuân họp", *others)
    former = [["thị trấn Thọ Xuân", "xã Thọ Xuân"]]

    found = made(tmp_path, pages, ("dân số xã thọ xuân ",), short_forms=former)["dân số xã thọ xuân "]
    assert pages[0] not in found.whole
