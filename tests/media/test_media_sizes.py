"""Which files a picture becomes: arithmetic on its size alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.media.markup import EmbeddedPicture, picture_html, srcset
from plugins.media.sizes import SHARED, TALLEST, WIDTHS, PublishedPicture, cut_box, widths, within

SIDES = st.integers(min_value=1, max_value=20_000)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4032, 3024), (480, 960, 1440)),
        ((1440, 900), (480, 960, 1440)),
        ((1439, 900), (480, 960, 1439)),
        ((1000, 600), (480, 960)),
        ((700, 500), (480, 700)),
        ((500, 300), (480,)),
        ((480, 300), (480,)),
        ((479, 300), (479,)),
        ((1, 1), (1,)),
        ((1080, 10_800), (432,)),
    ],
)
def test_a_photo_has_the_widths_it_can_fill(size: tuple[int, int], expected: tuple[int, ...]) -> None:
    """Three widths, none larger than the photo, and its own where that is between them."""
    assert widths(*size) == expected


@given(SIDES, SIDES)
def test_no_photo_is_enlarged_and_none_is_missing(width: int, height: int) -> None:
    """Widths grow, never past the photo; no file is taller than is useful; proportions stay within a pixel."""
    published = PublishedPicture("anh/a-1", "jpg", width, height)
    chosen = [file.width for file in published.of_kind("jpg")]
    assert chosen == sorted(set(chosen))
    assert chosen
    for file in published.files:
        assert 1 <= file.width <= min(width, WIDTHS[-1])
        assert 1 <= file.height <= min(height, TALLEST)
        assert file.height == TALLEST or abs(file.height - height * file.width / width) <= 1
    # No step between two sizes wastes much: what is left above the largest is small, or more than a screen needs.
    reached = min(width, WIDTHS[-1], max(1, TALLEST * width // height))
    assert chosen[-1] * 1.1 >= reached


@given(SIDES, SIDES, st.booleans())
def test_every_file_has_an_address_of_its_own(width: int, height: int, sized: bool) -> None:
    """Nine files at most, each named once, in letters that every server takes."""
    addresses = [file.address for file in PublishedPicture("anh/a-1", "jpg", width, height, sized).files]
    assert len(addresses) == len(set(addresses)) <= 9
    assert all(re.fullmatch(r"anh/[a-z0-9-]+\.[a-z0-9]+", address) for address in addresses)


@given(SIDES, SIDES)
def test_a_srcset_names_each_file_with_its_width(width: int, height: int) -> None:
    """What browsers read is what there is, the smallest first; one file alone needs no width."""
    files = PublishedPicture("anh/a-1", "jpg", width, height).of_kind("avif")
    candidates = [part.split() for part in srcset(files, "/cong").split(", ")]
    if len(files) == 1:
        assert candidates == [[f"/cong/{files[0].address}"]]
    else:
        assert candidates == [[f"/cong/{file.address}", f"{file.width}w"] for file in files]


@given(SIDES, SIDES, st.integers(min_value=1, max_value=9000))
def test_what_fits_stays_and_what_does_not_is_shrunk(width: int, height: int, longest: int) -> None:
    """No side is longer than asked, and none longer than it was."""
    new = within(width, height, longest)
    assert max(new) <= max(longest, 1)
    assert min(new) >= 1
    assert (new == (width, height)) == (max(width, height) <= longest)


@pytest.mark.parametrize(
    ("published", "whole", "largest"),
    [
        (PublishedPicture("anh/a-1", "jpg", 4032, 3024), "anh/a-1-goc.jpg", "anh/a-1-1440.jpg"),
        (PublishedPicture("anh/a-1", "png", 700, 500), "anh/a-1-goc.png", "anh/a-1-700.png"),
        (PublishedPicture("anh/a-1", "svg", 40, 30, sized=False), "anh/a-1.svg", "anh/a-1.svg"),
        (PublishedPicture("anh/a-1", "gif", 40, 30, sized=False), "anh/a-1.gif", "anh/a-1.gif"),
    ],
)
def test_the_picture_itself_is_another_file_only_where_there_are_sizes(
    published: PublishedPicture, whole: str, largest: str
) -> None:
    """A drawing, or a picture that moves, is one file for every use."""
    assert (published.whole.largest.address, published.largest.address) == (whole, largest)


def test_a_picture_is_offered_in_the_lightest_kind_first() -> None:
    """AVIF, then WebP, then what every browser knows; a width and a height always."""
    html = picture_html(EmbeddedPicture(PublishedPicture("anh/a-1", "jpg", 4032, 3024), "Bờ đê"))
    assert re.findall(r'type="image/(\w+)"', html) == ["avif", "webp"]
    assert re.search(
        r'<img src="/anh/a-1-960\.jpg" srcset="[^"]+" sizes="[^"]+" width="1440" height="1080"', html
    )
    assert html.count("sizes=") == html.count("srcset=") == 3


def test_only_the_photo_that_leads_is_not_waited_for() -> None:
    """Lazy loading for all but one."""
    published = PublishedPicture("anh/a-1", "jpg", 4032, 3024)
    leading = picture_html(EmbeddedPicture(published, "Bờ đê", leads=True))
    other = picture_html(EmbeddedPicture(published, "Bờ đê"))
    assert ('fetchpriority="high"' in leading, 'loading="lazy"' in leading) == (True, False)
    assert ('fetchpriority="high"' in other, 'loading="lazy" decoding="async"' in other) == (False, True)


def test_a_photo_that_stands_alone_leads_to_its_largest_file() -> None:
    """In the kind that every browser opens; a link has a name even where nobody described the photo."""
    published = PublishedPicture("anh/a-1", "jpg", 4032, 3024)
    named = picture_html(EmbeddedPicture(published, 'Bờ "đê"', enlarges=True), "/cong")
    assert named.startswith('<a class="figure__link" href="/cong/anh/a-1-1440.jpg"><picture>')
    assert 'alt="Bờ &quot;đê&quot;"' in named
    assert 'aria-label="Xem ảnh lớn"' in picture_html(EmbeddedPicture(published, "", enlarges=True))
    assert "<a" not in picture_html(EmbeddedPicture(published, "Bờ đê"))


def test_a_small_photo_needs_no_choice() -> None:
    """One width: each kind has one file, and no browser is asked how wide the photo will be."""
    html = picture_html(EmbeddedPicture(PublishedPicture("anh/a-1", "jpg", 300, 200), ""))
    assert '<source type="image/avif" srcset="/anh/a-1-300.avif">' in html
    assert "sizes=" not in html


@given(SIDES, SIDES, st.sampled_from([f"{across}{down}" for across in range(5) for down in range(5)]))
def test_what_is_cut_lies_in_the_photo_and_has_its_whole_width_or_height(
    width: int, height: int, focus: str
) -> None:
    """It has the form in which photos are shared, but for the rounding of the smallest."""
    left, top, right, bottom = cut_box(width, height, focus)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert right - left == width or bottom - top == height
    assert abs((right - left) * SHARED[1] - (bottom - top) * SHARED[0]) <= SHARED[0]


def test_a_photo_too_small_or_of_another_kind_is_shared_whole() -> None:
    """A drawing, what moves, and what would be narrower than a large picture is shown."""
    assert PublishedPicture("anh/a", "png", 700, 400).cut("00") is not None
    for one in (
        PublishedPicture("anh/a", "jpg", 590, 2000),
        PublishedPicture("anh/a", "svg", 2000, 2000, sized=False),
        PublishedPicture("anh/a", "webp", 2000, 2000, sized=False),
    ):
        assert one.cut("00") is None
