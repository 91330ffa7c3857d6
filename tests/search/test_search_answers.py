"""What a search page is told for a question, with the index of the sample portal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from node_scripts import copied, run

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
    answer = found(tmp_path, published, "nghị quyết số 10 của tỉnh về thọ xuân")

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
