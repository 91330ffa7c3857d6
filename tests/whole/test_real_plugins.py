"""Plugins that others wrote, as far as they are installed: each runs with our theme and with Pelican's."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image
from small_plugins import build, checksums
from small_sites import an_article

Seen = Callable[[Path], bool]


def _sitemap_is_right(output: Path) -> bool:
    text = (output / "sitemap.xml").read_text("utf-8")
    addresses = re.findall(r"<loc>https://vi-du.gov.vn/([^<]*)</loc>", text)
    there = all((output / one).is_file() or (output / one / "index.html").is_file() for one in addresses)
    return "<changefreq>" in text and "tin-trong-huyen/2023/tot/" in addresses and there


def _is_smaller(output: Path) -> bool:
    return "\n\n" not in (output / "index.html").read_text("utf-8")


def _is_compressed(output: Path) -> bool:
    return (output / "index.html.gz").is_file() and (output / "robots.txt").is_file()


def _is_enhanced(output: Path) -> bool:
    return "schema.org" in (output / "tin-trong-huyen/2023/tot/index.html").read_text("utf-8")


def _is_built(output: Path) -> bool:
    return (output / "tin-trong-huyen/2023/tot/index.html").is_file()


def _has_derivatives(output: Path) -> bool:
    page = (output / "tin-trong-huyen/2023/hai/index.html").read_text("utf-8")
    shown = re.findall(r'<img [^>]*src="/([^"]*/derivatives/nho/[^"]*)"', page)
    sizes = []
    for address in shown:
        with Image.open(output / address) as picture:
            sizes.append(max(picture.size))
    return sizes == [90] and "{." not in page


KNOWN: dict[str, Seen] = {
    "sitemap": _sitemap_is_right,
    "neighbors": _is_built,
    "seo": _is_enhanced,
    "minify": _is_smaller,
    "precompress": _is_compressed,
    "series": _is_built,
    "related_posts": _is_built,
    "readtime": _is_built,
    "image_process": _has_derivatives,
}
SETTINGS = {
    "seo": ("SEO_REPORT = False", "SEO_ENHANCER = True"),
    "image_process": ("IMAGE_PROCESS = {'nho': ['scale_in 90 90 True']}",),
}
INSTALLED = [name for name in KNOWN if find_spec(f"pelican.plugins.{name}")]


def test_the_plugins_of_the_requirements_are_tried(capsys: pytest.CaptureFixture[str]) -> None:
    """The others are tried where somebody installed them; which were not is printed."""
    missing = sorted(KNOWN.keys() - set(INSTALLED))
    with capsys.disabled():
        print(f"\nnot installed, so not tried: {', '.join(missing) or 'none'}")

    assert {"sitemap", "neighbors"} <= set(INSTALLED)


@pytest.mark.parametrize("theme", ["ours", "simple"])
@pytest.mark.parametrize("name", INSTALLED)
def test_a_plugin_does_its_work_in_the_edition(site: Path, name: str, theme: str) -> None:
    """So does a second build, which makes the same files."""
    picture = "![Ruộng](ruong.png){.image-process-nho}"
    text = an_article("Bài hai", "Series: Chuỗi", "Series_index: 1", body=picture)
    (site / "content" / "hai.md").write_text(text, "utf-8")
    Image.new("RGB", (800, 600), (30, 120, 60)).save(site / "content" / "ruong.png")
    lines = ['SITEURL = "https://vi-du.gov.vn"', *SETTINGS.get(name, ())]
    more = "; ".join([*lines, 'THEME = "simple"'] if theme == "simple" else lines)

    done = build(site, name, more=more, forked=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert KNOWN[name](site / "output")
    assert "Series" not in done.stdout or name != "series", done.stdout
    before = checksums(site / "output")
    assert build(site, name, more=more, forked=False).returncode == 0
    assert checksums(site / "output").keys() == before.keys()
