"""After a break-in every way of publishing leaves nothing of it, on every kind of target."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import outside_tools
import pytest
from break_ins import (
    IN_FOLDERS,
    OTHER_PAGE,
    PAGE,
    TAMPERINGS,
    BucketSite,
    FolderSite,
    Site,
    left,
    tamper,
)
from living_portal import LivingPortal
from mini_s3 import mini_s3, use_bucket
from serving import sshd

from plugins.publishing.releases.manifest import HEADER, HISTORY

KINDS = ("folder", "rsync-releases", "rsync-flat", "rclone-folder", "rclone-bucket", "artifact")


@dataclass
class Published:
    """A portal that was published twice to one target, and the site there."""

    portal: LivingPortal
    site: Site
    folder: Path | None
    always: tuple[str, ...] = ()

    def run(self, *words: str) -> tuple[int, str]:
        """Publish with these options, and those that its target needs ``always``."""
        return self.portal.run("publish", "--to", "dich", *self.always, *words)

    @property
    def root(self) -> Path:
        """The folder of the target, where it is one."""
        return self.portal.folder.parent / "srv"

    @property
    def output(self) -> Path:
        """The build that is public."""
        return self.portal.folder / "output"

    def tamper(self) -> None:
        """Do all that is done in a break-in."""
        tamper(self.site, self.folder)
        assert len(left(self.site, self.output)) >= len(TAMPERINGS)


@pytest.fixture(scope="module")
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Published]:
    """A portal that was published to a target, whose kind is the parameter; every test leaves it whole."""
    with ExitStack() as stack:
        yield begin(request.param, tmp_path_factory.mktemp(request.param), stack)


def begin(kind: str, work: Path, stack: ExitStack) -> Published:
    """Publish a portal twice to a target of a kind."""
    root = work / "srv"
    portal = LivingPortal(work / "cong", {}, articles=4).begin()
    folder: Path | None = root
    site: Site = FolderSite(root)
    row: dict[str, object] = {"kind": kind.partition("-")[0], "to": str(root), "precompress": True}
    if kind == "artifact":
        row["host"] = "gitlab"
    elif kind.startswith("rsync"):
        outside_tools.rsync()
        row["layout"] = kind.partition("-")[2]
        if kind == "rsync-flat":
            row |= {"ssh": stack.enter_context(sshd(work / "sshd")), "to": f"127.0.0.1:{root}"}
    elif kind.startswith("rclone"):
        outside_tools.rclone()
    if kind == "rclone-bucket":
        endpoint, address = stack.enter_context(mini_s3())
        environment = stack.enter_context(pytest.MonkeyPatch.context())
        use_bucket(environment, endpoint)
        row["to"], folder, site = "kho:cong", None, stack.enter_context(closing(BucketSite(address)))
    if kind in ("folder", "rsync-releases"):
        folder, site = root / "current", FolderSite(root / "current")
    portal.targets = {"dich": row}
    portal.write_settings()
    one = Published(portal, site, folder, ("--first",) if kind == "artifact" else ())
    for number in range(2):
        portal.write("bai-3", body=f"Lần {number}.")
        assert one.run()[0] == 0
    assert left(site, one.output) == []
    return one


@pytest.mark.parametrize("published", KINDS, indirect=True)
def test_a_release_heals_the_site(published: Published) -> None:
    """Published again as it was, after an edit, or with --repair: nothing of the break-in is left, and it was told."""
    for number, options in enumerate(((), (), ("--repair",))):
        published.tamper()
        if number == 1:
            published.portal.write("bai-3", body="Lần nữa.")
        code, printed = published.run(*options)
        assert left(published.site, published.output) == [], printed
        assert code == 0, printed
        # What a host takes away is made anew each time, whatever lay there.
        for says in () if published.always else ("CHÚ Ý", "shell.php", PAGE):
            assert says in printed
    code, printed = published.portal.run("verify", "dich")
    assert code == 0, printed
    code, printed = published.run()
    assert (code, "CHÚ Ý" in printed) == (0, False), printed


@pytest.mark.parametrize("published", ["folder", "rsync-releases"], indirect=True)
def test_a_damaged_release_is_not_rolled_back_to(published: Published) -> None:
    """Releases share their files: what was changed in the public one is changed in those before it."""
    before = (published.root / "current").resolve()
    published.tamper()
    code, printed = published.run("--rollback")
    assert code == 2, printed
    for says in (PAGE, OTHER_PAGE, "--va-lai"):
        assert says in printed
    assert (published.root / "current").resolve() == before
    code, printed = published.run("--repair")
    assert (code, left(published.site, published.output)) == (0, []), printed


@pytest.mark.parametrize("published", ["folder", "rsync-releases"], indirect=True)
def test_a_sound_release_is_rolled_back_to(published: Published, tmp_path: Path) -> None:
    """What was only done to the public one is not in it; the nearest sound one is named where one is damaged."""
    releases = published.root / "releases"
    clean = tmp_path / "sach"
    for number in range(3):
        if number == 2:
            shutil.copytree(published.output, clean)
        published.portal.write("bai-3", body=f"Nguyên vẹn {number}.")
        assert published.run()[0] == 0
    first, second, _ = sorted(path.name for path in releases.glob("2*"))[-3:]
    for name in ("a shell", "a hidden page"):
        TAMPERINGS[name](published.site)
        TAMPERINGS[name](FolderSite(releases / second))
    code, printed = published.run("--rollback")
    assert (code, f"--lui-lai {first}" in printed, "shell.php" in printed) == (2, True, True), printed
    for name in ("shell.php", "tin-trong-huyen/khuyen-mai/index.html"):
        (releases / second / name).unlink()
    code, printed = published.run("--rollback")
    assert (code, left(published.site, clean)) == (0, []), printed


@pytest.mark.parametrize("published", ["folder", "rsync-releases"], indirect=True)
def test_a_link_that_leads_elsewhere_is_set_right(published: Published, tmp_path: Path) -> None:
    """Nothing of what it leads to is taken over, and no address is forgotten."""
    current = published.root / "current"
    evil = tmp_path / "evil"
    shutil.copytree(current.resolve(), evil)
    (evil / "index.html").write_bytes(b"casino")
    current.unlink()
    current.symlink_to(evil)
    (published.portal.content / "bai-1.md").unlink()
    code, printed = published.run()
    assert (code, "[dia-chi-mat]" in printed) == (1, True), printed
    published.portal.write("bai-1")
    code, printed = published.run()
    assert (code, left(published.site, published.output)) == (0, []), printed


@pytest.mark.parametrize("published", ["folder", "rsync-flat", "rclone-folder"], indirect=True)
@pytest.mark.parametrize("file", [HEADER, HISTORY])
def test_a_release_whose_description_is_broken_is_healed(published: Published, file: str) -> None:
    """From what this machine remembers, once somebody says so: addresses could be forgotten."""
    published.site.write(file, b"{}")
    published.site.write("shell.php", b"x")
    code, printed = published.run()
    assert (code, "--lay-lai-so" in printed) == (2, True), printed
    code, printed = published.run("--restore-history")
    assert (code, left(published.site, published.output)) == (0, []), printed


@pytest.mark.parametrize("published", ["rsync-flat", "rclone-folder", "rclone-bucket"], indirect=True)
def test_the_keepers_own_files_in_a_flat_folder_stay(published: Published) -> None:
    """By their names; what is not named is copied into the cache before it goes, and many stay until somebody says so."""
    published.site.write("google1234.html", b"google")
    published.site.write(".well-known/acme-challenge/abc", b"acme")
    published.site.write("cua-toi.html", b"toi")
    row = published.portal.targets["dich"]
    row["own_files"] = ["google*.html", ".well-known/acme-challenge/*"]
    published.portal.write_settings()
    code, printed = published.run()
    assert (code, "cua-toi.html" in printed, "google1234" in printed) == (0, True, False), printed
    assert {"google1234.html", ".well-known/acme-challenge/abc"} <= {*published.site.paths()}
    assert "cua-toi.html" not in published.site.paths()
    saved = list((published.portal.folder / ".cache").rglob("tep-la/*/cua-toi.html"))
    assert [one.read_bytes() for one in saved] == [b"toi"]

    for number in range(60):
        published.site.write(f"trang-khac/{number}.html", b"x")
    code, printed = published.run()
    assert (code, "60 tệp lạ" in printed, "--va-lai" in printed) == (1, True, True), printed
    assert "trang-khac/7.html" in published.site.paths()
    code, printed = published.run("--repair")
    assert (code, "trang-khac/7.html" in published.site.paths()) == (0, False), printed


def test_all_of_it_is_done() -> None:
    """No fewer ways than were seen."""
    assert len(TAMPERINGS) + len(IN_FOLDERS) >= 14
