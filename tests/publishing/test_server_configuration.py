"""The server's own files: tried before they are used, read again only when they changed, and back with an earlier release."""

from __future__ import annotations

import os
import shutil
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import outside_tools
import pytest
from living_portal import PROJECT, SITEURL, LivingPortal
from serving import certificate, free_port, nginx_with, sshd

from plugins.problems.stop_build import StopBuild
from plugins.publishing.hosting.caddy import caddyfile
from plugins.publishing.hosting.host_site import HostSite
from plugins.publishing.hosting.nginx import NginxPaths, nginx_files
from plugins.publishing.hosting.server_settings import ServerSettings
from plugins.publishing.targets import server_files
from plugins.publishing.targets.deploy_target import DeployTarget, Host
from plugins.publishing.targets.read_target import target_named
from plugins.publishing.targets.server_files import ServerFolder
from plugins.redirects.old_address import parse_old_address
from plugins.redirects.redirect_table import Origin, Redirect, redirect_table

ANY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
ANY.check_hostname, ANY.verify_mode = False, ssl.CERT_NONE


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


def asked(port: int, path: str, host: str = SITEURL) -> tuple[int, str]:
    """Return status and Location of an answer over TLS."""
    opener = urllib.request.build_opener(_NoRedirects, urllib.request.HTTPSHandler(context=ANY))
    request = urllib.request.Request(
        f"https://127.0.0.1:{port}{path}", headers={"Host": host.removeprefix("https://")}
    )
    try:
        with opener.open(request, timeout=10) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as fault:
        return fault.code, fault.headers.get("Location", "")


@dataclass
class Served:
    """A portal that is published where a real nginx reads it, and how often that was told to read again."""

    portal: LivingPortal
    root: Path
    port: int
    log: Path
    target: dict[str, object]
    configuration: Path = Path()

    def publish(self, *more: str, code: int = 0) -> str:
        """Publish, and return what was printed."""
        found, printed = self.portal.run("publish", "--to", "nha", *more)
        assert found == code, printed
        return printed

    def reloads(self) -> int:
        """Return how often nginx was told to read its configuration."""
        return len(self.log.read_text("utf-8").splitlines()) if self.log.exists() else 0


@pytest.fixture(params=["folder", "rsync"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """A portal published once, here or over ssh, and nginx, which includes the one file that its keeper linked."""
    if request.param == "folder":
        yield from serving_from(tmp_path, {"kind": "folder", "to": str(tmp_path / "srv")})
        return
    outside_tools.rsync()
    with sshd(tmp_path / "sshd") as ssh:
        to = f"127.0.0.1:{tmp_path / 'srv'}"
        yield from serving_from(tmp_path, {"kind": "rsync", "to": to, "ssh": ssh, "layout": "releases"})


def serving_from(tmp_path: Path, kind: dict[str, object]) -> Iterator[Served]:
    """Publish a portal once to a target of this kind; give it with a running nginx."""
    work, root = tmp_path / "nginx", tmp_path / "srv"
    public, key = certificate(work)
    port, log = free_port(), tmp_path / "reload.log"
    program = f"{outside_tools.nginx()} -c {work}/nginx.conf -p {work}"
    target: dict[str, object] = {
        **kind,
        "http": [f"127.0.0.1:{free_port()}"],
        "https": [f"127.0.0.1:{port}"],
        "certificate": str(public),
        "key": str(key),
        "include": f"{tmp_path}/rieng/*.conf",
        "test": f"{program} -t",
        "reload": f"sh -c 'echo x >> {log}; {program} -s reload; sleep 0.5'",
    }
    portal = LivingPortal(
        tmp_path / "cong", {"nha": {**target, "test": "", "reload": ""}}, articles=3
    ).begin()
    one = Served(portal, root, port, log, target)
    one.publish()
    portal.targets["nha"] = target
    portal.write_settings()
    for above in (root, tmp_path, tmp_path.parent, tmp_path.parent.parent):
        above.chmod(0o755)
    one.configuration = root / ("may-chu" if kind["kind"] == "folder" else "current/.may-chu") / "nginx.conf"
    with nginx_with(work, f"include {one.configuration};", port):
        yield one


def test_redirects_come_and_go_with_their_release(served: Served) -> None:
    """nginx reads again when they changed, and only then; rolling back brings the earlier ones back."""
    assert asked(served.port, "/cu.html")[0] == 404
    served.portal.write("bai-1", "Đường dẫn cũ: /cu.html; /?p=1", body="Nay có địa chỉ cũ.")
    served.publish()
    moved = (301, "/tin-trong-huyen/2024/bai-1/")
    assert [asked(served.port, path) for path in ("/cu.html", "/?p=1", "/")] == [moved, moved, (200, "")]
    assert served.reloads() == 1

    served.portal.write("bai-2", body="Chỉ đổi chữ.")
    served.publish()
    served.publish()
    assert served.reloads() == 1

    served.publish("--rollback", sorted(path.name for path in (served.root / "releases").iterdir())[0])
    assert asked(served.port, "/cu.html")[0] == 404
    assert served.reloads() == 2


def test_lines_of_the_keepers_own_outlast_every_release(served: Served) -> None:
    """They lie in files that are included, if there are any."""
    own = served.root.parent / "rieng"
    own.mkdir()
    (own / "a.conf").write_text("location = /cua-toi { return 204; }\n", "utf-8")
    served.portal.write("bai-1", "Đường dẫn cũ: /cu.html", body="Nay có địa chỉ cũ.")
    served.publish()
    assert [asked(served.port, path)[0] for path in ("/cua-toi", "/cu.html")] == [204, 301]


def test_closed_years_lie_below_the_same_host(served: Served) -> None:
    """A portal of their own, included as the page on scale says, with its own page for what is not there."""
    years, own = served.root.parent / "nam-2015" / "current", served.root.parent / "rieng"
    for path in (years, own):
        path.mkdir(parents=True)
    (years / "index.html").write_text("năm 2015", "utf-8")
    (years / "404.html").write_text("không có trong năm 2015", "utf-8")
    page = (PROJECT / "docs/en/scale.md").read_text("utf-8")
    lines = [line.strip() for line in page.splitlines() if line.startswith("    location")]
    (own / "nam.conf").write_text("\n".join(lines).replace("/srv/nam-2015", str(years.parent)), "utf-8")
    served.portal.write("bai-1", "Đường dẫn cũ: /cu.html", body="Đổi, để máy chủ đọc lại.")
    served.publish()

    assert [asked(served.port, path)[0] for path in ("/nam-2015", "/nam-2015/", "/nam-2015/x/", "/")] == [
        301,
        200,
        404,
        200,
    ]


def test_what_nginx_refuses_is_never_used(served: Served) -> None:
    """A certificate that is not there: publishing ends with 2, and release, files and answers stay as they were."""
    before = ((served.root / "current").resolve(), served.configuration.read_bytes())
    served.portal.targets["nha"] = {**served.target, "certificate": "/khong/co.pem"}
    served.portal.write_settings()
    served.portal.write("bai-1", "Đường dẫn cũ: /cu.html", body="Nay có địa chỉ cũ.")

    printed = served.publish(code=2)

    assert "máy chủ không nhận cấu hình mới" in printed
    assert "/khong/co.pem" in printed
    assert ((served.root / "current").resolve(), served.configuration.read_bytes()) == before
    assert len([*(served.root / "releases").iterdir()]) == 1
    assert (served.reloads(), asked(served.port, "/")) == (0, (200, ""))

    served.portal.targets["nha"] = served.target
    served.portal.write_settings()
    served.publish()
    assert asked(served.port, "/cu.html")[0] == 301


def test_two_portals_on_one_nginx(tmp_path: Path) -> None:
    """Whatever they name carries the portal's name; each answers its own old addresses, and HTTP leads to its own host."""
    public, key = certificate(tmp_path)
    port, plain = free_port(), free_port()
    includes = []
    for number, name in enumerate(("https://xa-a.gov.vn", "https://phuong-mot-ten-dai-lam.hue.gov.vn")):
        old = [parse_old_address(text) for text in ("/cu.html", "/x.aspx?id=1")]
        moved = [Redirect(one, f"trang-{number}/", Origin.DATA) for one in old if one]
        site = HostSite(name, redirect_table(moved, [], [], []))
        work = tmp_path / str(number)
        (work / "srv").mkdir(parents=True)
        (work / "srv/index.html").write_text(name, "utf-8")
        server = ServerSettings(
            (f"127.0.0.1:{plain}", f"[::1]:{plain}"),
            (f"127.0.0.1:{port}",),
            str(public),
            str(key),
            hash_sizes=number == 0,
        )
        for file, text in nginx_files(site, NginxPaths(str(work / "srv"), str(work), server)).items():
            (work / file).write_text(text, "utf-8")
        includes.append(f"include {work}/nginx.conf;")
    with nginx_with(tmp_path, "\n".join(includes), port):
        for number, name in enumerate(("https://xa-a.gov.vn", "https://phuong-mot-ten-dai-lam.hue.gov.vn")):
            assert asked(port, "/cu.html", name) == (301, f"/trang-{number}/")
            assert asked(port, "/x.aspx?id=1", name) == (301, f"/trang-{number}/")
        opener = urllib.request.build_opener(_NoRedirects)
        for host in ("ke-xau.example", "xa-a.gov.vn"):
            request = urllib.request.Request(f"http://127.0.0.1:{plain}/a?b", headers={"Host": host})
            with pytest.raises(urllib.error.HTTPError) as answer:
                opener.open(request, timeout=10)
            assert answer.value.headers["Location"] == "https://xa-a.gov.vn/a?b"
            answer.value.close()


def a_target(**more: str) -> DeployTarget:
    """Return a target with these commands."""
    return DeployTarget("nha", "folder", "/srv", Host.NGINX, **more)  # type: ignore[arg-type]


def test_a_server_that_could_not_read_is_told_again(tmp_path: Path) -> None:
    """The mark stays until the command succeeds, also where nothing changes any more."""
    folder, said = ServerFolder(tmp_path), []
    folder.keep("20240101T000000Z-0", {"nginx.conf": b"1", "a.map": b"1"})
    with folder.switched("20240101T000000Z-0", a_target(reload="false"), said.append):
        assert (tmp_path / "nginx.conf").read_bytes() == b"1"
    assert any("không xong" in one for one in said)
    with folder.switched("20240101T000000Z-0", a_target(reload=f"touch {tmp_path}/da-nap"), said.append):
        pass
    assert (tmp_path / "da-nap").exists()


def test_files_of_one_release_may_change_again_and_again(tmp_path: Path) -> None:
    """The certificate, say: the newest are used, those before go, and so do tables that an earlier version left here."""
    (tmp_path / "nginx.conf").write_bytes(b"of an earlier version")
    (tmp_path / "chuyen-huong.map").write_bytes(b"of an earlier version")
    folder, release = ServerFolder(tmp_path), "20240101T000000Z-0"
    for number in range(12):
        folder.keep(release, {"nginx.conf": b"%d" % number})
        with folder.switched(release, a_target(), print):
            pass
        folder.prune([release])
        assert (tmp_path / "nginx.conf").read_bytes() == b"%d" % number
    assert len([*(tmp_path / "ban").iterdir()]) == 1
    assert not (tmp_path / "chuyen-huong.map").exists()


def test_a_switch_that_fails_puts_the_files_back(tmp_path: Path) -> None:
    """Whether the server refuses them or the release cannot be made public."""
    folder = ServerFolder(tmp_path)
    for number in (1, 2):
        folder.keep(f"2024010{number}T000000Z-0", {"nginx.conf": b"%d" % number})
    with folder.switched("20240101T000000Z-0", a_target(), print):
        pass
    with (
        pytest.raises(StopBuild, match="không nhận"),
        folder.switched("20240102T000000Z-0", a_target(test="false"), print),
    ):
        pass
    assert (tmp_path / "nginx.conf").read_bytes() == b"1"
    # What was refused is not kept for a later rolling back.
    assert [path.name for path in (tmp_path / "ban").iterdir()] == ["20240101T000000Z-0"]
    folder.keep("20240102T000000Z-0", {"nginx.conf": b"2"})
    with pytest.raises(OSError, match="đầy"), folder.switched("20240102T000000Z-0", a_target(), print):
        raise OSError("đầy")
    assert os.readlink(tmp_path / "dang-dung") == "ban/20240101T000000Z-0"


def test_a_server_that_does_not_answer_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither command holds up a release for ever: both are told, and the server is told to read again next time."""
    monkeypatch.setattr(server_files, "LONGEST_COMMAND", 0.2)
    folder, said = ServerFolder(tmp_path), []
    folder.keep("20240101T000000Z-0", {"nginx.conf": b"1"})
    began = time.monotonic()
    with folder.switched("20240101T000000Z-0", a_target(test="sleep 60", reload="sleep 60"), said.append):
        pass

    assert time.monotonic() - began < 30
    assert ["chưa thử được" in said[0], "không xong" in said[1]] == [True, True]
    assert (tmp_path / ".chua-nap-lai").exists()


@pytest.mark.parametrize("broken", ["mark", "file"])
def test_what_the_system_refuses_of_the_servers_files_is_told(tmp_path: Path, broken: str) -> None:
    """In words, with the files of before in use: not as a fault of the program."""
    folder = ServerFolder(tmp_path)
    for number in (1, 2):
        folder.keep(f"2024010{number}T000000Z-0", {"nginx.conf": b"%d" % number})
    with folder.switched("20240101T000000Z-0", a_target(), print):
        pass
    if broken == "mark":
        (tmp_path / ".chua-nap-lai").symlink_to(tmp_path / "khong-co" / "x")
    else:
        shutil.rmtree(tmp_path / "ban/20240101T000000Z-0")
        (tmp_path / "ban/20240101T000000Z-0").write_bytes(b"")
    with (
        pytest.raises(StopBuild, match="tệp của máy chủ"),
        folder.switched("20240102T000000Z-0", a_target(), print),
    ):
        pass

    assert os.readlink(tmp_path / "dang-dung") == "ban/20240101T000000Z-0"


def test_caddy_tries_its_file_too(tmp_path: Path) -> None:
    """A certificate of the keeper's own is in it; one that is not there is refused, and the file of before stays."""
    folder, (public, key) = ServerFolder(tmp_path / "may-chu"), certificate(tmp_path)
    trial = f"{outside_tools.caddy()} validate --adapter caddyfile --config {tmp_path}/may-chu/Caddyfile"
    site = HostSite(SITEURL, redirect_table([], [], [], []))
    for number, file in enumerate((public, tmp_path / "mat.pem")):
        server = ServerSettings(https=("127.0.0.1:8443", "[::1]:8443"), certificate=str(file), key=str(key))
        text = caddyfile(site, "/srv/cong", server)
        assert f'tls "{file}" "{key}"' in text
        assert "bind 127.0.0.1 ::1" in text
        folder.keep(f"2024010{number + 1}T000000Z-0", {"Caddyfile": text.encode()})
    with folder.switched("20240101T000000Z-0", a_target(test=trial), print):
        pass
    with (
        pytest.raises(StopBuild, match="không nhận"),
        folder.switched("20240102T000000Z-0", a_target(test=trial), print),
    ):
        pass
    assert str(public) in (tmp_path / "may-chu/Caddyfile").read_text("utf-8")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"https": ["443; root /etc"]}, "không phải cổng mạng"),
        ({"https": [99999]}, "không phải cổng mạng"),
        ({"http": {"a": 1}}, "danh sách"),
        ({"certificate": "/a.pem"}, "đi cùng nhau"),
    ],
)
def test_settings_of_the_server_that_are_none(row: dict[str, object], why: str) -> None:
    """Told with the target's name."""
    with pytest.raises(StopBuild, match=why):
        target_named("nha", {"nha": {"kind": "folder", "to": "/srv", **row}}, Path("/cong"))


def test_a_folder_that_cannot_be_quoted_is_told() -> None:
    """nginx has no way to write a dollar sign."""
    site = HostSite(SITEURL, redirect_table([], [], [], []))
    with pytest.raises(ValueError, match="nginx không nhận"):
        nginx_files(site, NginxPaths("/srv/$cong", "/srv/may-chu"))


def test_the_task_that_writes_files_for_every_host_names_what_cannot_be_quoted(tmp_path: Path) -> None:
    """A folder with a dollar sign: an error, not the end of the program."""
    portal = LivingPortal(tmp_path / "cong", {}, articles=1).begin()
    code, printed = portal.run("hosting", str(tmp_path / "may-chu"), "--root", "/srv/$cong")
    assert code == 2
    assert "nginx không nhận “/srv/$cong”" in printed
    assert portal.run("hosting", str(tmp_path / "may-chu"), "--root", "/srv/cổng a")[0] == 0
    assert 'root "/srv/cổng a";' in (tmp_path / "may-chu/nginx/nginx.conf").read_text("utf-8")
