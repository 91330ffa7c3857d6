"""A photo is cut where it is shared, so that what its article names as its focus is seen; nothing else is published for it."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image
from site_builds import PROJECT, build_site
from small_portals import NOW, SITEURL

from plugins.building.sources.settings import BuildSettings

HEADER = "Tiêu đề: Xã họp bàn mùa màng\nNgày đăng: 14/05/2024\nChuyên mục: Tin trong huyện\nTác giả: Lê Hải\nẢnh đại diện: dong.jpg\n"


def shared(folder: Path, output: str, focus: str) -> tuple[str, list[str]]:
    """Build with a focus into an output; return the picture that the article's page names, and the photo's files there."""
    content = folder / "content"
    (content / "du-lieu").mkdir(parents=True, exist_ok=True)
    (content / "du-lieu" / "chuyen-muc.toml").write_text('[[chuyen-muc]]\nten = "Tin trong huyện"\n', "utf-8")
    Image.new("RGB", (700, 500), (40, 120, 60)).save(content / "dong.jpg")
    named = f"Tâm ảnh: {focus}\n" if focus else ""
    (content / "bai.md").write_text(f"{HEADER}{named}\nĐọc kỹ.\n", "utf-8")
    place = folder / output
    settings = BuildSettings(content, place, PROJECT / "theme", folder / ".cache", NOW, siteurl=SITEURL)
    build_site(content, place, settings, NOW, quarantine=False)
    page = next(place.glob("tin-trong-huyen/2024/*/index.html")).read_text("utf-8")
    found = re.search(r'property="og:image" content="([^"]*)"', page)
    assert found
    files = sorted(file.relative_to(place).as_posix() for file in place.glob("anh/dong-*"))
    return found[1].removeprefix(f"{SITEURL}/"), files


def test_the_shared_part_follows_the_focus(tmp_path: Path) -> None:
    """Each build leaves what a build from nothing makes."""
    for focus, name in (("trên", r"-cat20\.jpg"), ("dưới", r"-cat24\.jpg"), ("", r"-\d+\.jpg")):
        address, files = shared(tmp_path, "output", focus)
        assert re.search(name, address)
        assert address in files
        assert sum("-cat" in file for file in files) == bool(focus)
        assert (address, files) == shared(tmp_path, f"moi-{name[-8:-5]}-{bool(focus)}", focus)
