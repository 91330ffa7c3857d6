"""Plugins that hear of a written feed find its entries."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from feedgenerator import Atom1Feed, Rss201rev2Feed

from plugins.building.pelican_adapter.written_feed import feed_in


@pytest.mark.parametrize("kind", [Atom1Feed, Rss201rev2Feed])
def test_the_entries_are_those_of_the_file(tmp_path: Path, kind: type) -> None:
    """Titles, addresses, days, authors and categories, as a plugin reads them."""
    day = datetime(2024, 6, 30, tzinfo=UTC)
    written = kind("Cổng & xã", "https://vi-du.vn/", "Tin mới")
    written.add_item(
        "Họp <dân>",
        "https://vi-du.vn/a/",
        "Tóm tắt",
        author_name="Lê Hải",
        pubdate=day,
        updateddate=day,
        unique_id="tag:vi-du.vn,2024:a",
        categories=["Tin", "Họp"],
    )
    with (tmp_path / "a.xml").open("w", encoding="utf-8") as file:
        written.write(file, "utf-8")

    read = feed_in(tmp_path / "a.xml")

    assert read.feed["title"] == "Cổng & xã"
    (entry,) = read.items
    names = ("title", "link", "description", "author_name", "pubdate", "unique_id", "categories")
    assert {name: entry[name] for name in names} == {name: written.items[0][name] for name in names}
