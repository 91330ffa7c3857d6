"""While a site is published again and again, and while publishing is killed, no reader meets a fault."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import outside_tools
import pytest
from living_portal import LivingPortal
from mini_s3 import mini_s3, use_bucket
from readers import crowd, reading
from serving import nginx, sshd

# tasks.py prove-publishing asks for more.
PUBLISHES = int(os.environ.get("PROOF_PUBLISHES", "4"))
KILLS = int(os.environ.get("PROOF_KILLS", "2"))
SEED = int(os.environ.get("PROOF_SEED", "1"))
PATHS = ("/", "/tin-trong-huyen/", "/tin-trong-huyen/2024/bai-1/", "/tac-gia/le-hai/", "/404.html")
FILES = ("/robots.txt", "/sitemap.xml", "/feeds/tat-ca.atom.xml")


@pytest.fixture
def portal(tmp_path: Path) -> LivingPortal:
    """A portal that was never published."""
    return LivingPortal(tmp_path / "cong", {}).begin()


def publish(portal: LivingPortal, *more: str) -> str:
    """Publish, and return what was printed."""
    code, printed = portal.run("publish", "--to", "dich", *more)
    assert code == 0, printed
    return printed


def kill_midway(portal: LivingPortal, moment: float) -> bool:
    """Start to publish and pull the plug after so many seconds; tell whether it was still at work."""
    process = portal.start("publish", "--to", "dich")
    try:
        process.communicate(timeout=moment)
        return False
    except Exception:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            # It came to its end in this very moment.
            return False
        finally:
            process.communicate()
        return True


def seconds_of_a_publish(portal: LivingPortal, step: int) -> float:
    """Return how long it takes to publish a change."""
    portal.change(step)
    began = time.monotonic()
    publish(portal)
    return time.monotonic() - began


def aim(portal: LivingPortal, target: dict[str, object]) -> None:
    """Give the portal its one target, and publish to it for the first time."""
    portal.targets = {"dich": target}
    portal.write_settings()
    publish(portal)


def run_proof(portal: LivingPortal, work: Path, address: str, publishes: int, kills: int) -> None:
    """Publish again and again, and be killed now and then, under the eyes of readers who forgive nothing."""
    chance = random.Random(SEED)
    with ExitStack() as stack:
        seen = stack.enter_context(reading(address, PATHS[:-1]))
        stack.enter_context(crowd(work, address, (*PATHS[:-1], *FILES), seen))
        taken = seconds_of_a_publish(portal, 1)
        for step in range(2, publishes + 1):
            portal.change(step)
            publish(portal)
        killed = 0
        for step in range(publishes + 1, publishes + kills + 1):
            portal.change(step)
            # The build comes first: most kills are aimed at what follows it.
            killed += kill_midway(portal, taken * chance.uniform(0.3, 1.0))
            publish(portal)
    print(
        f"\n{publishes} publishes, {killed} of {kills} killed at work: {seen.pages} pages and {seen.assets} assets "
        f"looked at, {seen.requests} requests by wrk, {len(seen.failures)} failures; a publish takes {taken:.1f} s"
    )
    assert seen.failures == []
    assert seen.pages > 10
    assert seen.requests > 100


def test_release_folders_under_nginx(portal: LivingPortal, tmp_path: Path) -> None:
    """A switch of one link, read through a real nginx."""
    root = tmp_path / "srv"
    aim(portal, {"kind": "folder", "to": str(root), "keep": 3})
    with nginx(tmp_path / "nginx", root / "current") as address:
        run_proof(portal, tmp_path, address, PUBLISHES, KILLS)
    assert len(list((root / "releases").glob("2*"))) == 3
    assert portal.run("verify", "dich")[0] == 0


@pytest.fixture
def ssh(tmp_path: Path) -> Iterator[str]:
    """A real ssh server."""
    outside_tools.rsync()
    with sshd(tmp_path / "sshd") as command:
        yield command


@pytest.mark.parametrize("layout", ["flat", "releases"])
def test_rsync_over_ssh_under_nginx(portal: LivingPortal, tmp_path: Path, ssh: str, layout: str) -> None:
    """In stages into a flat folder, or into release folders there, through a real sshd."""
    root = tmp_path / "srv"
    aim(portal, {"kind": "rsync", "to": f"127.0.0.1:{root}", "ssh": ssh, "layout": layout})
    served = root / "current" if layout == "releases" else root
    with nginx(tmp_path / "nginx", served) as address:
        run_proof(portal, tmp_path, address, max(2, PUBLISHES // 2), KILLS)
    assert portal.run("verify", "dich")[0] == 0, portal.run("verify", "dich")[1]


def test_rclone_into_object_storage(
    portal: LivingPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each object is replaced whole; what is read meanwhile is old or new."""
    outside_tools.rclone()
    with mini_s3() as (endpoint, address):
        use_bucket(monkeypatch, endpoint)
        aim(portal, {"kind": "rclone", "to": "kho:cong"})
        run_proof(portal, tmp_path, address, max(2, PUBLISHES // 2), KILLS)
        assert portal.run("verify", "dich")[0] == 0


def test_rclone_remote_that_is_a_folder(portal: LivingPortal, tmp_path: Path) -> None:
    """A remote on this machine's own disk is written to file by file, each renamed into its place."""
    outside_tools.rclone()
    root = tmp_path / "srv"
    aim(portal, {"kind": "rclone", "to": f":local:{root}"})
    with nginx(tmp_path / "nginx", root) as address:
        run_proof(portal, tmp_path, address, max(2, PUBLISHES // 2), KILLS)
    assert portal.run("verify", "dich")[0] == 0
