"""The table of header keys says of each what its value is, as the reader takes it."""

from __future__ import annotations

from datetime import UTC

import pytest

from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import Authors
from plugins.category.registry import load_sections
from plugins.header.fields import BY_NAME, KEYS, HeaderKey, ValueKind
from plugins.prose.body import Body

REGISTRIES = Registries(
    load_sections('[[chuyen-muc]]\nten = "Tin trong huyện"'), Authors(), UTC, Organisation("Cổng", "cong")
)
GOOD = {"title": "Họp dân", "date": "29/11/2023", "category": "Tin trong huyện", "document_kind": "Quy hoạch"}
NO_DAY = "31/02/2024"
# A day and who it was: no widget of days can hold it.
DAY_AND_PERSON = frozenset({"submitted"})


def is_read_as_a_day(key: HeaderKey) -> bool:
    """Tell whether the reader says of a value that it is no day of the calendar."""
    values = {**GOOD, key.name: NO_DAY}
    header = "\n".join(f"{BY_NAME[name].label}: {value}" for name, value in values.items())
    reading = read_article(
        "content/a.md", f"{header}\n\nThân.\n".encode(), REGISTRIES, lambda *_: (Body("Thân."), ())
    )
    line = list(values).index(key.name) + 1
    return any(one.line == line and "ngày có thật" in one.message for one in reading.problems)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_what_is_read_as_a_day_is_one_in_the_table(key: HeaderKey) -> None:
    """The forms' widgets and the fixes of dates follow the table; a day that is none there has neither."""
    is_day = key.kind in (ValueKind.DATE, ValueKind.DATED_NOTE) or key.name in DAY_AND_PERSON

    assert is_read_as_a_day(key) is is_day


def test_a_key_cannot_leave_open_what_its_value_is() -> None:
    """There is no kind that a forgotten one would have."""
    with pytest.raises(TypeError):
        HeaderKey("translator", "Người dịch", aliases=(), help="Ai dịch bài.")  # type: ignore[call-arg]
