"""What was taken away is gone: not retained, not at an old address, and after ``purge`` in no release that is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from break_ins import FolderSite, Site
from living_portal import LivingPortal
from PIL import Image
from serving import nginx
from test_break_ins import Published, begin

from plugins.pages.addresses import SEARCH_PAGES
from plugins.publishing.releases.manifest import HISTORY
from plugins.search.index_files import read_page_file

SECRET = "tin-trong-huyen/2024/lo/index.html"
RULE = '[[bo]]\ndia-chi = "{}"\nly-do = "Đăng nhầm dữ liệu cá nhân."\n'


def write_secret(portal: LivingPortal, name: str = "lo", old: str = "lo-cu") -> None:
    """Write an article with a photo and a document of its own, and addresses on an old platform."""
    portal.write(
        name,
        f"Đường dẫn cũ: /web/trang-chu/tin/{old}.html; /{old}.aspx?id=7",
        title="Danh sách hộ nghèo lộ",
        body="Kèm [danh sách](danh-sach.pdf).\n\n![Sổ](so-ho.jpg)",
    )
    Image.new("RGB", (400, 300), (9, 9, 9)).save(portal.content / "so-ho.jpg")
    (portal.content / "danh-sach.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def take_away(portal: LivingPortal, name: str = "lo", address: str = "/tin-trong-huyen/2024/lo/") -> None:
    """Remove the article, as an editor does."""
    (portal.content / f"{name}.md").unlink()
    for file in ("so-ho.jpg", "danh-sach.pdf"):
        (portal.content / file).unlink()
    add_rule(portal, address)


def add_rule(portal: LivingPortal, *addresses: str) -> None:
    """Say that these addresses are gone."""
    with (portal.content / "du-lieu/dia-chi-cu.toml").open("a", encoding="utf-8") as file:
        file.write("".join(map(RULE.format, addresses)))


def of_secret(site: Site) -> list[str]:
    """Return what of the article lies at a site."""
    return [
        path
        for path in site.paths()
        if "/lo/" in path
        or "lo-cu" in path
        or path.startswith(("anh/so-ho", "tai-lieu/danh-sach"))
        or (path.startswith(SEARCH_PAGES) and "/lo/" in read_page_file(site.read(path)).address)
    ]


@pytest.fixture(scope="module")
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Published]:
    """A portal that was published to a target, whose kind is the parameter."""
    with ExitStack() as stack:
        yield begin(request.param, tmp_path_factory.mktemp(request.param), stack)


@pytest.mark.parametrize(
    "published", ["folder", "rsync-releases", "rsync-flat", "rclone-bucket"], indirect=True
)
def test_what_is_taken_away_is_gone(published: Published) -> None:
    """One rule: page, photo, document and old addresses; purged, it is in no release, and these can be rolled back to."""
    portal, site = published.portal, published.site
    write_secret(portal)
    code, printed = published.run()
    assert (code, len(of_secret(site)) >= 4) == (0, True), printed
    portal.write("bai-1", body="Sửa một câu.")
    assert published.run()[0] == 0
    take_away(portal)
    code, printed = published.run()
    assert (code, of_secret(site)) == (0, []), printed
    assert not [path for path in json.loads(site.read(HISTORY))["giu"] if not path.startswith("theme/")]

    code, printed = portal.run("purge", "--to", "dich", "/tin-trong-huyen/2024/bai-1/")
    assert (code, "đang công khai" in printed) == (2, True), printed
    code, printed = portal.run("purge", "--to", "dich", "https://cong-thu.gov.vn/tin-trong-huyen/2024/lo/")
    keeps = "releases" in str(published.folder) or (published.root / "releases").is_dir()
    assert code == (0 if keeps else 1), printed
    for cache in (
        "search-console/removals",
        "Cốc Cốc",
        "archive.org",
        "https://cong-thu.gov.vn/tin-trong-huyen/2024/lo/",
    ):
        assert cache in printed
    if keeps:
        releases = sorted((published.root / "releases").glob("2*"))
        assert [of_secret(FolderSite(release)) for release in releases] == [[]] * len(releases)
        assert b"lo/" not in b"".join(
            path.read_bytes() for release in releases for path in release.rglob("tep.json")
        )
    assert portal.run("verify", "dich")[0] == 0, portal.run("verify", "dich")
    if keeps:
        code, printed = published.run("--rollback", releases[-2].name)
        assert (code, of_secret(site)) == (0, []), printed
        assert portal.run("verify", "dich")[0] == 0
    assert published.run()[0] == 0


@pytest.mark.parametrize("published", ["folder"], indirect=True)
def test_one_rule_is_for_every_former_address(published: Published, tmp_path: Path) -> None:
    """The article moved twice and had addresses on the old platform; all are answered with 410, for good."""
    portal = published.portal
    write_secret(portal, "ro-1", "ro-cu")
    assert published.run()[0] == 0
    for before, after in (("ro-1", "ro-2"), ("ro-2", "ro")):
        (portal.content / f"{before}.md").rename(portal.content / f"{after}.md")
        assert published.run()[0] == 0
    take_away(portal, "ro", "/tin-trong-huyen/2024/ro/")
    for number in range(2):
        portal.write("bai-2", body=f"Sửa câu thứ {number}.")
        code, printed = published.run()
        assert code == 0, printed
        folder = published.root / "may-chu/dang-dung"
        tables = {path.name: path.read_text("utf-8") for path in folder.glob("*")}
        gone = "".join(text for name, text in tables.items() if "bo" in name)
        assert "ro-cu.aspx" in "".join(tables.values())
        for address in (
            "2024/ro-1/",
            "2024/ro-2/",
            "2024/ro/",
            "/web/trang-chu/tin/ro-cu.html",
        ):
            assert address in gone, (address, gone)


@pytest.mark.parametrize("published", ["folder"], indirect=True)
def test_a_photo_that_a_rule_names_is_not_retained(published: Published, tmp_path: Path) -> None:
    """An article that stays and shows another photo: the old one is retained for open pages, unless a rule names it."""
    portal, site = published.portal, published.site
    portal.photo(90)
    assert published.run()[0] == 0
    before = [path for path in site.paths() if path.startswith("anh/canh-dong")]
    portal.photo(200)
    assert published.run()[0] == 0
    assert {*before} <= {*site.paths()}
    add_rule(portal, *(f"/{path}" for path in before))
    code, printed = published.run()
    assert (code, {*before} & {*site.paths()}) == (0, set()), printed
    with nginx(tmp_path / "nginx", published.root / "current") as address:
        assert portal.run("verify", address, "--private")[0] == 0
