"""What a query fetches, it fetches at once where it can: on a slow network each round of files costs the time of an answer."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from search_costs import costs

# Words of the sample portal.
WORDS = """đất sông xã trường hội lễ nhà nước quy hoạch kinh tế nông thôn mới họp dân đường cầu chợ ruộng lúa cây xanh thi tuyển
lớp học phụ nữ đoàn thanh niên văn hóa du lịch"""


def rounds(folder: Path, index: Path, *texts: str) -> dict[str, int]:
    """Return for each text in how many rounds it is answered."""
    return {text: cost.rounds for text, cost in costs(folder, index, texts).items()}


@pytest.fixture
def index(published: Path) -> Path:
    """The index of the sample portal."""
    return published / "tim-kiem"


def test_words_that_stand_together_take_two_rounds(tmp_path: Path, index: Path) -> None:
    """Their terms, and the first result."""
    texts = ("đền thờ Lê Hoàn", "giải phóng mặt bằng", "quy hoạch tỉnh Thanh Hóa")

    assert rounds(tmp_path, index, *texts) == dict.fromkeys(texts, 2)


def test_words_that_no_page_has_together_take_one_round_more(tmp_path: Path, index: Path) -> None:
    """What each is by itself, and what may be meant instead, come together."""
    chance = random.Random(4)
    texts = (" ".join(chance.sample(WORDS.split(), chance.choice((2, 3, 4)))) for _ in range(60))

    assert {text: count for text, count in rounds(tmp_path, index, *texts).items() if count > 3} == {}


def test_a_documents_number_behind_a_short_form_takes_two_rounds(tmp_path: Path, index: Path) -> None:
    """However it is typed: pages have it spoken out, so nothing is looked for by itself."""
    texts = ("NQ10", "NQ 10", "nq-10", "nq10 ", "QĐ153", "qd 153", "NQ58", "qđ 1820")

    found = costs(tmp_path, index, texts)
    assert {text: cost for text, cost in found.items() if cost.rounds > 2 or cost.requests > 7} == {}


def test_a_short_form_of_one_word_comes_in_the_round_of_what_it_stands_for(
    tmp_path: Path, index: Path
) -> None:
    """It has no neighbour, and is looked for with the pairs."""
    assert rounds(tmp_path, index, "mỗi xã một sản phẩm") == {"mỗi xã một sản phẩm": 2}
