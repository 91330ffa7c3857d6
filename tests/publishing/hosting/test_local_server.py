"""What ``tasks.py serve`` answers on this machine."""

from __future__ import annotations

import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from plugins.commands.option import Arguments
from plugins.commands.project import Project
from plugins.commands.task import TaskFault
from plugins.publishing.hosting.http_headers import POLICY
from plugins.publishing.hosting.local_server import local_server
from plugins.publishing.tasks import serve


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return an output folder of two pages."""
    (tmp_path / "index.html").write_text("<p>Trang chủ</p>", "utf-8")
    (tmp_path / "404.html").write_text("<p>Không có trang này</p>", "utf-8")
    return tmp_path


@pytest.fixture
def port(site: Path) -> Iterator[int]:
    """Yield the port at which the folder is served."""
    with local_server(site, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_a_page_has_the_headers_of_a_web_host_and_is_not_kept(port: int) -> None:
    """A page that the policy would break is seen to break here."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/?a=b") as answer:
        assert "Trang chủ" in answer.read().decode()
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers.get_all("Cache-Control") == ["no-store"]


def test_an_unknown_address_gets_the_portals_own_page(site: Path, port: int) -> None:
    """And the server's own where the folder has none."""
    with pytest.raises(urllib.error.HTTPError) as found:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/khong-co/")
    with found.value as answer:
        assert (answer.code, "Không có trang này" in answer.read().decode()) == (404, True)

    (site / "404.html").unlink()
    with pytest.raises(urllib.error.HTTPError) as found:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/khong-co/")
    with found.value as answer:
        assert answer.code == 404


@pytest.mark.parametrize(
    ("hosts", "status"),
    [
        (["127.0.0.1:{port}"], 200),
        (["localhost"], 200),
        (["LOCALHOST:{port}"], 200),
        (["[::1]:{port}"], 200),
        (["vi-du.vn:{port}"], 403),
        (["127.0.0.1.vi-du.vn"], 403),
        (["127.0.0.1:{port}", "vi-du.vn"], 403),
        (["127.0.0.1:8000/"], 403),
        ([""], 403),
        ([], 403),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_it_answers_requests_for_this_machine_alone(
    port: int, method: str, hosts: list[str], status: int
) -> None:
    """A name of another site that leads here would let that site's pages read what is not published yet."""
    lines = [f"Host: {host}\r\n" for host in hosts]
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as line:
        line.sendall(f"{method} / HTTP/1.0\r\n{''.join(lines)}\r\n".replace("{port}", str(port)).encode())
        answer = line.makefile("rb").read()
    assert int(answer[9:12]) == status, answer[:200]
    assert ("Trang chủ".encode() in answer) == (status == 200 and method == "GET")
    assert (b"403" not in answer[:12]) or b"Content-Security-Policy" in answer


def test_a_port_that_is_taken_is_said_with_another(site: Path, port: int) -> None:
    """And so is a folder that has no page yet."""
    project = Project(site, site, lambda lock: None)
    with pytest.raises(TaskFault, match=f"Thử: --cong {port + 1}"):
        serve.run(project, Arguments(output=str(site), port=port))
    with pytest.raises(TaskFault, match="chưa có trang nào"):
        serve.run(project, Arguments(output="", port=port))
