"""Scripts only add: without them all content is there and no control is dead."""

from __future__ import annotations

from datetime import date

import pytest
from kinds import KINDS, Visit

from plugins.vietnamese.date_texts import in_words

pytestmark = pytest.mark.browser

# What belongs to a form with an address works without scripts: it leads there.
CONTROLS = ":is(button, input, select, textarea, [role=button], [onclick]):not(form[action] *)"
# States are told by the reader's clock; without scripts the days stand in their place.
# The heading of what asks for opinions is that of the reader's day. A button that nobody takes away after the last day says it.
MADE_BY_SCRIPTS = (
    ".register-filter, [data-article-tools] > *, [data-life], [data-call-title], .response__today, "
    ".consultation__until, .response__until"
)
WORDS = "document.querySelector('{}').innerText.replace(/\\s+/g, ' ').trim()"


@pytest.mark.parametrize("kind", KINDS)
def test_all_is_there_and_nothing_dead_without_scripts(look: Visit, kind: str) -> None:
    """The same words with scripts and without; what only scripts can do is not offered, nor today's date and states."""
    plain = look(KINDS[kind], java_script_enabled=False)
    full = look(KINDS[kind])
    offered = full.locator(CONTROLS).locator("visible=true").count()
    # The register's filter and the buttons of an article are made by scripts, whole; the rest is there without them.
    for page in (plain, full):
        page.evaluate(f"document.querySelectorAll('{MADE_BY_SCRIPTS}').forEach((made) => made.remove())")

    # On the search page scripts find, and without them other ways are shown.
    for part in ("footer", "nav", *(["main"] if kind != "search" else [])):
        words = plain.evaluate(WORDS.format(part))
        assert len(words) > 20
        assert words == full.evaluate(WORDS.format(part))
    assert offered
    assert plain.locator(CONTROLS).locator("visible=true").count() == 0
    assert plain.locator("[data-tools]").locator("visible=true").count() == 0
    assert plain.locator("header:has(.masthead)").get_by_text("ngày").count() == 0


@pytest.mark.parametrize(
    "today", [date(2023, 11, 29), date(2024, 2, 5), date(2026, 3, 1), date(2027, 12, 31)]
)
def test_today_is_told_in_vietnamese(visit: Visit, today: date) -> None:
    """With scripts a line over the masthead, on a phone the menu, says what day it is, in the portal's own words."""
    page = visit("")
    page.clock.set_fixed_time(f"{today.isoformat()}T06:30:00+07:00")
    page.reload()

    page.set_viewport_size({"width": 1366, "height": 768})
    assert page.locator(".utility .today").inner_text().startswith(f"{in_words(today)} (âm lịch: ")
    page.set_viewport_size({"width": 320, "height": 800})
    page.get_by_role("button", name="Danh mục").click()
    assert page.locator(".menu .today").inner_text().endswith(f", {today:%d/%m/%Y}")
