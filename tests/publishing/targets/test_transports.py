"""The table of transports: every kind that is documented has one, and each satisfies the protocol."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from plugins.problems.stop_build import StopBuild
from plugins.publishing.targets import rsync
from plugins.publishing.targets.deploy_target import DeployTarget, Host
from plugins.publishing.targets.read_target import target_named
from plugins.publishing.targets.transport import PublishSession, Transport
from plugins.publishing.targets.transports import TRANSPORTS, transport_for

PROJECT = Path(__file__).resolve().parents[3]
MODULES = PROJECT / "plugins" / "publishing"
MEMBERS = sorted(
    {name for name in vars(Transport) if not name.startswith("_")}
    | {name for name in Transport.__annotations__ if not name.startswith("_")}
)


def target(kind: str, to: str = "x", **more: object) -> DeployTarget:
    """Return a target of a kind."""
    return target_named("dich", {"dich": {"kind": kind, "to": to, "host": "nginx", **more}}, PROJECT)


def test_the_documentation_lists_exactly_the_kinds_of_the_table() -> None:
    """A new row of the table is a new line there."""
    text = (PROJECT / "docs" / "vi" / "phat-hanh" / "bat-dau.md").read_text("utf-8")
    header = text.index("| kind |")
    rows = text[header : text.index("\n\n", header)]
    assert re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE) == list(TRANSPORTS)


def test_every_transport_has_a_module_of_its_own() -> None:
    """And no module of that kind is left out of the table."""
    modules = {transport.__module__.rpartition(".")[2] for transport in TRANSPORTS.values()}
    assert modules == {path.stem for path in (MODULES / "targets").glob("*_transport.py")}
    assert len(modules) == len(TRANSPORTS)


@pytest.mark.parametrize("kind", TRANSPORTS)
def test_a_transport_satisfies_the_protocol(kind: str) -> None:
    """By its members, their parameters, and without touching the target when it is made."""
    transport = transport_for(PublishSession(target(kind, "/khong-co/dich")))
    assert isinstance(transport, Transport)
    assert not Path("/khong-co").exists()
    for name in MEMBERS:
        declared, own = getattr(Transport, name, None), getattr(type(transport), name)
        if inspect.isfunction(declared):
            assert list(inspect.signature(own).parameters) == list(inspect.signature(declared).parameters), (
                name
            )
        assert inspect.getdoc(own) or declared is None, name


@pytest.mark.parametrize("kind", TRANSPORTS)
def test_a_transport_says_where_its_server_finds_things(kind: str) -> None:
    """The folder that the server reads, or the one that the row names."""
    served = TRANSPORTS[kind].served_folders(target(kind, "/srv/cong"))
    assert served.files.startswith("/srv/cong")
    assert "may-chu" in served.configuration
    assert TRANSPORTS[kind].served_folders(target(kind, "/srv/cong", root="/www")).files == "/www"


def test_a_kind_without_a_transport_is_an_error_that_names_the_known_ones() -> None:
    """In the table of publishconf.py, and wherever else a target comes from."""
    known = re.escape(", ".join(TRANSPORTS))
    with pytest.raises(StopBuild, match=rf"“dich”: kind là một trong: {known}\."):
        target("sftp")
    with pytest.raises(StopBuild, match=rf"“sftp”; kind là một trong: {known}\."):
        transport_for(PublishSession(DeployTarget("dich", "sftp", "x", Host.PLAIN)))


def test_nobody_compares_the_kind_of_a_target() -> None:
    """What publishing needs of a target it gets from the transport; a new kind changes no other module."""
    compared = re.compile(r"target\.kind\s*(?:[=!]=|is\b|in\b|not\b)|match target\.kind")
    assert not [path for path in MODULES.rglob("*.py") if compared.search(path.read_text("utf-8"))]


@pytest.mark.parametrize("kind", ["artifact", "rclone", "rsync"])
def test_a_target_with_one_release_cannot_be_rolled_back(kind: str) -> None:
    """It says what to do instead."""
    with pytest.raises(StopBuild, match="git revert"):
        transport_for(PublishSession(target(kind))).roll_back("", ())


def test_each_path_of_a_list_for_rsync_is_ended(tmp_path: Path) -> None:
    """The last too: rsync refused it now and then as a name that nobody asked for."""
    with rsync._listed(["a/b", "tên"]) as name:
        assert Path(name).read_bytes() == "a/b\0tên\0".encode()
