"""Photos of an album are asked for as wide as they stand in it."""

from __future__ import annotations

import re

from plugins.building.linking.resolve_links import fill_body
from plugins.media.markup import ALBUM_SIZES, BODY_SIZES, EmbeddedPicture
from plugins.media.sizes import PublishedPicture

PICTURE = EmbeddedPicture(PublishedPicture("anh/a-1", "jpg", 1600, 900), "Ruộng", enlarges=True)


def sizes_of(count: int) -> list[str]:
    """Return the ``sizes`` of the photos of a body: one, an album of so many, one."""
    figure = "<figure>\ue000{}\ue001</figure>\n"
    alone, many = figure.format(0), "".join(figure.format(number) for number in range(1, count + 1))
    html = f'{alone}<p>Chữ</p>\n<div class="album">\n{many}</div>\n<p>Chữ</p>{alone}'
    body = fill_body(html, [PICTURE] * (count + 1), "")
    return re.findall(r'<img [^>]*sizes="([^"]*)"', body)


def test_a_photo_of_an_album_is_half_as_wide_as_one_alone() -> None:
    """What stands before and behind the album is as wide as the column."""
    assert sizes_of(4) == [BODY_SIZES, *[ALBUM_SIZES] * 4, BODY_SIZES]
