"""The portal's own addresses in data files that lead nowhere are told at their line, and the portal goes out without them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from site_builds import PROJECT, build_site
from small_portals import NOW

from plugins.building.analysis import analyse
from plugins.building.sources.settings import BuildSettings

OWN = "https://xa.vi-du.gov.vn"
HEADER = "Tiêu đề: {}\nNgày đăng: {}/05/2024\nChuyên mục: Tin trong huyện\nTác giả: Lê Hải\n\nĐọc kỹ, {}.\n"
SERVICES = '[[linh-vuc]]\nten = "Hộ tịch"\n\n[[linh-vuc.thu-tuc]]\nten = "Khai sinh"\ndia-chi = "{}"\n'
ANSWERS = '[[cau]]\nhoi = "Khai sinh ở đâu?"\ndap = "Xem {} trước."\n'
FILMS = '[[video]]\nten = "Lễ hội"\ndia-chi = "{}"\n'


def portal(folder: Path, file: str, text: str) -> BuildSettings:
    """Return the settings of a portal with three articles, a data file, and everything that it needs."""
    content = folder / "content"
    (content / "du-lieu").mkdir(parents=True)
    (content / "du-lieu" / "chuyen-muc.toml").write_text('[[chuyen-muc]]\nten = "Tin trong huyện"\n', "utf-8")
    (content / "du-lieu" / file).write_text(text, "utf-8")
    for day, name in enumerate(("mot", "hai", "ba"), 10):
        (content / f"{name}.md").write_text(HEADER.format(f"Xã họp, ngày {name}", day, name), "utf-8")
    return BuildSettings(
        content, folder / "output", PROJECT / "theme", folder / ".cache", NOW, siteurl=OWN, quarantine=True
    )


def built(settings: BuildSettings) -> list[tuple[str, int, str]]:
    """Return what a build tells, which is public whatever that is."""
    result = build_site(settings.content, settings.output, settings, NOW, quarantine=True)
    assert result.fault == ""
    return [(one.path, one.line, one.code) for one in result.problems]


def shown(settings: BuildSettings) -> dict[str, bytes]:
    """Return the files of a portal's output."""
    files = (path for path in settings.output.rglob("*") if path.is_file())
    return {path.relative_to(settings.output).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [("dich-vu.toml", SERVICES, 6), ("hoi-dap.toml", ANSWERS, 3), ("video.toml", FILMS, 3)],
)
@pytest.mark.parametrize("address", ["/khong-con/", "/tin-trong-huyen/#khong-co", "/tep/a.pdf"])
def test_a_dead_address_is_told_and_not_shown(
    tmp_path: Path, file: str, text: str, line: int, address: str
) -> None:
    """By a build, a check and a preview; a procedure keeps its name, an answer its words, a film that is nowhere is left out."""
    settings = portal(tmp_path, file, text.format(f"{OWN}{address}"))
    expected = [(f"content/du-lieu/{file}", line, "muc-du-lieu")]

    assert built(settings) == expected
    found = analyse(settings, lambda analysis: analysis.problems)
    assert [(one.path, one.line, one.code) for one in found] == expected
    assert f"“{OWN}{address.partition('#')[0]}" in found[0].message
    preview = replace(settings, preview=True, output=tmp_path / "preview")
    assert built(preview) == expected

    pages = b"".join(shown(settings).values())
    assert f'href="{OWN}{address}"'.encode() not in pages
    assert (b"Khai sinh" in pages) is (file != "video.toml")
    # What an answer says is said.
    assert (address.encode() in pages) is (file == "hoi-dap.toml")


@pytest.mark.parametrize(
    ("file", "text"), [("dich-vu.toml", SERVICES), ("hoi-dap.toml", ANSWERS), ("video.toml", FILMS)]
)
def test_an_address_follows_its_article(tmp_path: Path, file: str, text: str) -> None:
    """As the article comes, goes and comes again, each build is what one from nothing is."""
    settings = portal(tmp_path, file, text.format(f"{OWN}/tin-trong-huyen/2024/hai/?tu=menu#top"))
    article = settings.content / "hai.md"
    written = article.read_text("utf-8")

    def step(number: int) -> list[tuple[str, int, str]]:
        told = built(settings)
        clean = replace(settings, output=tmp_path / f"o{number}", cache=tmp_path / f"c{number}")
        assert told == built(clean)
        assert shown(settings) == shown(clean)
        return told

    assert step(1) == []
    article.unlink()
    assert [code for _, _, code in step(2)] == ["muc-du-lieu"]
    other = settings.content / "ba.md"
    other.write_text(other.read_text("utf-8").replace("Xã họp", "Xã mới họp"), "utf-8")
    assert [code for _, _, code in step(3)] == ["muc-du-lieu"]
    article.write_text(written, "utf-8")
    assert step(4) == []
    article.rename(article.with_name("bon.md"))
    assert [code for _, _, code in step(5)] == ["muc-du-lieu"]
