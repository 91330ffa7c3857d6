"""The register is filtered and sorted in the browser."""

from __future__ import annotations

import pytest
from kinds import KINDS, Visit

pytestmark = pytest.mark.browser

SHOWN = "[...document.querySelectorAll('.register tbody tr')].filter((row) => !row.hidden).map((row) => row.querySelector('th a').textContent)"


def test_words_and_choices_narrow_the_list(visit: Visit) -> None:
    """Words without marks find what has them; the number is told; the address keeps the choice for the next visit."""
    page = visit(KINDS["register"])
    everything = page.evaluate(SHOWN)
    page.get_by_label("Tìm theo tên, số hiệu, cơ quan").fill("quy hoach tinh")

    found = page.evaluate(SHOWN)
    assert 0 < len(found) < len(everything)
    assert all("uy hoạch" in title for title in found)
    assert page.get_by_role("status").inner_text().startswith(f"Có {len(found)} trên {len(everything)}")
    page.reload()
    assert page.evaluate(SHOWN) == found
    page.get_by_role("button", name="Bỏ lọc").click()
    page.wait_for_function("!location.search")
    assert page.evaluate(SHOWN) == everything


def test_a_state_can_be_chosen_by_keyboard(visit: Visit) -> None:
    """Open consultations alone; what is not there is said."""
    page = visit(KINDS["register"])
    page.get_by_label("Tình trạng").select_option("Đang lấy ý kiến")
    badges = page.locator(".register tbody tr:not([hidden]) .badge").all_inner_texts()
    assert badges
    assert all(text.startswith("Đang lấy ý kiến") for text in badges)
    page.get_by_label("Tìm theo tên, số hiệu, cơ quan").fill("không có đâu")
    assert "Không có văn bản nào" in page.get_by_role("status").inner_text()


def test_headings_sort_and_say_so(visit: Visit) -> None:
    """By name up, then down; on a phone, where no heading is shown, there is no button."""
    page = visit(KINDS["register"], 1280)
    before = page.evaluate(SHOWN)
    button = page.get_by_role("button", name="Tên văn bản")
    button.press("Enter")
    up = page.evaluate(SHOWN)
    assert page.locator("th[aria-sort=ascending]").count() == 1
    button.press("Enter")
    assert page.evaluate(SHOWN) == list(reversed(up))
    assert sorted(before) == sorted(up)

    page.set_viewport_size({"width": 320, "height": 800})
    page.wait_for_function("!document.querySelector('.register__sort')")
