"""The script that asks a site from outside, and the access log without whole addresses, as docs/vi/phat-hanh has them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import outside_tools
import pytest
from answering import authority, pages_served
from serving import free_port, running

DOCS = Path(__file__).resolve().parents[3] / "docs" / "vi" / "phat-hanh"
HOME = "<!DOCTYPE html><html><p>Cổng</p></html>"


def asked(address: str, **environment: str) -> tuple[int, list[str]]:
    """Run the script as cron does, and return its exit code and its lines."""
    done = subprocess.run(
        ["sh", str(DOCS / "hoi-tham.sh"), address],
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def header(late: timedelta | None) -> str:
    """Return the header of a manifest whose next change was due so long ago."""
    moment = "" if late is None else (datetime.now(UTC) - late).isoformat(timespec="seconds")
    return json.dumps({"lan-toi": moment}, indent=1)


@pytest.mark.parametrize("late", [None, timedelta(days=-3), timedelta(minutes=30)])
def test_a_site_that_is_well_is_not_spoken_of(late: timedelta | None) -> None:
    """No line, exit code 0: cron sends no mail; a release that is a little late is none to be woken for."""
    with pages_served({"/": HOME, "/ban-dung/ke-khai.json": header(late)}) as address:
        assert asked(address + "/") == (0, [])


def test_each_thing_that_is_wrong_has_its_line() -> None:
    """A page cut off, a site that answers everything, no manifest, a schedule that stands still, nobody there."""
    with pages_served({"/": HOME[:-7], "/ban-dung/ke-khai.json": header(timedelta(hours=30))}) as address:
        code, lines = asked(address)
    assert code == 1
    assert lines[0].endswith(": trang chủ bị cụt")
    assert lines[1].endswith("quá 30 giờ: lịch không chạy")

    with pages_served({"/": HOME, "*": "casino"}) as address:
        code, lines = asked(address)
    assert (code, len(lines)) == (1, 1)
    assert "địa chỉ không có thật trả lời 200, lẽ ra 404" in lines[0]

    with pages_served({"/": HOME}) as address:
        assert "không thấy bản kê" in asked(address)[1][0]
    code, lines = asked(f"http://127.0.0.1:{free_port()}")
    assert (code, len(lines)) == (1, 1)
    assert "không trả lời" in lines[0]


@pytest.mark.parametrize(("days", "code"), [(10, 1), (60, 0)])
def test_a_certificate_that_ends_soon_is_told(tmp_path: Path, days: int, code: int) -> None:
    """Read from a real handshake by curl."""
    trusted, pair = authority(tmp_path, days)
    with pages_served({"/": HOME, "/ban-dung/ke-khai.json": header(None)}, tls=pair) as address:
        found, lines = asked(address, CURL_CA_BUNDLE=str(trusted))
    assert found == code
    assert [line for line in lines if "chứng thư còn" not in line] == []


def test_the_log_has_no_whole_address_and_goaccess_reads_it(tmp_path: Path) -> None:
    """With the configuration of the page, on real nginx; of the report nothing tells who looked for what."""
    (block,) = re.findall(r"```nginx\n(.*?)```", (DOCS / "trong-coi.md").read_text("utf-8"), re.S)
    log, port = tmp_path / "cong.log", free_port()
    block = block.replace("/var/log/nginx/cong.log", str(log))
    conf = tmp_path / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/loi.log; events {{}}\n"
        f"http {{ set_real_ip_from 127.0.0.1; real_ip_header X-IP;\n{block}\n"
        f"server {{ listen 127.0.0.1:{port}; location / {{ return 200 'a'; }} }} }}\n",
        "utf-8",
    )
    people = ["203.0.113.77", "2001:db8:85a3:8d3:1319:8a2e:370:7348"]
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"
    with running([outside_tools.nginx(), "-c", str(conf)], port, tmp_path / "out"):
        for one in people:
            headers = {"X-IP": one, "User-Agent": agent}
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/tim-kiem/?tim=benh+an", headers=headers
            )
            with urllib.request.urlopen(request, timeout=10) as answer:
                answer.read()
    lines = log.read_text("utf-8").splitlines()
    assert [line.split()[0] for line in lines] == ["203.0.113.0", "2001:db8:85a3::"]

    goaccess = outside_tools.goaccess()
    report = tmp_path / "bao-cao.json"
    subprocess.run(
        [goaccess, str(log), "-p", str(DOCS / "goaccess.conf"), "-o", str(report)],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr,
    )
    text = report.read_text("utf-8")
    assert json.loads(text)["general"]["valid_requests"] == 2
    assert "/tim-kiem/" in text.replace("\\/", "/")
    assert "benh" not in text
    assert "203.0.113" not in text
