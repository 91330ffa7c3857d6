"""Release folders on a machine reached by ssh keep what those on this machine keep: ledger, order, names."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import outside_tools
import pytest
from living_portal import LivingPortal
from serving import sshd

from plugins.publishing.releases.manifest import HEADER
from plugins.publishing.releases.received import is_release_path
from plugins.publishing.targets.deploy_target import Host
from plugins.publishing.targets.host_files import host_files
from plugins.publishing.targets.read_target import target_named
from plugins.redirects.old_address import parse_old_address
from plugins.redirects.redirect_table import Origin, Redirect, redirect_table


@pytest.fixture(params=["folder", "ssh"])
def portal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[LivingPortal]:
    """A portal that is published to release folders, here or through a real sshd."""
    there = tmp_path / "srv"
    if request.param == "folder":
        yield LivingPortal(
            tmp_path / "cong", {"dich": {"kind": "folder", "to": str(there), "keep": 3}}, articles=3
        ).begin()
        return
    outside_tools.rsync()
    with sshd(tmp_path / "sshd") as ssh:
        row: dict[str, object] = {
            "kind": "rsync",
            "to": f"127.0.0.1:{there}",
            "ssh": ssh,
            "layout": "releases",
            "keep": 3,
        }
        yield LivingPortal(tmp_path / "cong", {"dich": row}, articles=3).begin()


def publish(portal: LivingPortal, *more: str, code: int = 0) -> str:
    """Publish, and return what was printed."""
    found, printed = portal.run("publish", "--to", "dich", *more)
    assert found == code, printed
    assert "Traceback" not in printed
    return printed


def forget(portal: LivingPortal) -> None:
    """Make the portal a fresh clone, which remembers nothing."""
    shutil.rmtree(portal.folder / ".cache")
    shutil.rmtree(portal.folder / "output")


def test_the_addresses_of_a_release_that_was_rolled_back_are_known(portal: LivingPortal) -> None:
    """They were public for a while: a fresh clone asks about them."""
    publish(portal)
    portal.write("len-roi-lui")
    publish(portal)
    publish(portal, "--rollback")
    (portal.content / "len-roi-lui.md").unlink()
    forget(portal)
    printed = publish(portal, code=1)
    assert "[dia-chi-mat]" in printed
    assert "/tin-trong-huyen/2024/len-roi-lui/" in printed


def test_a_clock_that_went_back_makes_no_older_release(portal: LivingPortal, tmp_path: Path) -> None:
    """The next one follows the newest in name too, so the right ones are kept, and rolling back goes one step."""
    publish(portal)
    releases, current = tmp_path / "srv/releases", tmp_path / "srv/current"
    ahead = releases / "20900101T000000Z-0123456789"
    current.resolve().rename(ahead)
    current.unlink()
    current.symlink_to(Path("releases") / ahead.name)
    for number in range(2):
        portal.write("bai-1", body=f"Lần {number}.")
        publish(portal)
        assert current.resolve().name.startswith(f"20900101T00000{number + 1}Z-")
    publish(portal, "--rollback")
    publish(portal, "--rollback")
    assert current.resolve() == ahead


def test_a_public_release_without_its_header_is_not_taken_for_none(
    portal: LivingPortal, tmp_path: Path
) -> None:
    """Nor for the one before: what came since would be forgotten."""
    publish(portal)
    portal.write("moi")
    publish(portal)
    (tmp_path / "srv/current" / HEADER).unlink()
    forget(portal)
    for more in ((), ("--first",)):
        assert HEADER in publish(portal, *more, code=2)


def test_names_at_a_remote_are_composed() -> None:
    """Also of forwarding pages at old addresses that were asked for in both spellings, and never names of our own."""
    written = [
        unicodedata.normalize("NFD", "/web/Họp báo.html"),
        "/tin/Lễ hội/",
        "/ban-dung/so.json",
        "/.may-chu/nginx.conf",
        "/a\\b.html",
        "/C:/x.html",
        "/~lan/",
        "/?p=1",
    ]
    old = [one for text in written if (one := parse_old_address(text))]
    table = redirect_table([Redirect(one, "a/", Origin.ARTICLE) for one in old], [], [], [])
    for host in (Host.GITHUB, Host.PLAIN, Host.GITLAB, Host.CLOUDFLARE):
        target = target_named("t", {"t": {"kind": "artifact", "to": "x", "host": host.value}}, Path("/cong"))
        made = host_files(target, "https://a.vn", table, ["index.html"])
        assert all(map(is_release_path, made.release_files))
        if host in (Host.GITHUB, Host.PLAIN):
            assert "web/Họp báo.html" in made.release_files
            assert any("5 địa chỉ cũ không đặt được thành tệp" in note for note in made.notes)
