"""The portal on a real web server, with compression, caching and the security headers of its future home."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import outside_tools

from plugins.publishing.hosting.http_headers import POLICY

# Names with a sum in them never change; everything else is asked for again.
SETTINGS = """
daemon off; master_process off; pid {room}/pid; error_log stderr;
events {{ }}
http {{
  include /etc/nginx/mime.types; charset utf-8; access_log off;
  client_body_temp_path {room}; proxy_temp_path {room}; fastcgi_temp_path {room}; uwsgi_temp_path {room}; scgi_temp_path {room};
  gzip on; gzip_vary on; gzip_comp_level 6; gzip_min_length 256;
  gzip_types text/css application/javascript text/javascript application/json image/svg+xml application/atom+xml application/rss+xml text/csv;
  map $uri $kept {{ ~^/(theme|anh|tim-kiem/tu)/ "public, max-age=31536000, immutable"; default "no-cache"; }}
  server {{
    listen 127.0.0.1:{port}; root "{folder}"; error_page 404 /404.html;
    add_header Cache-Control $kept always;
    add_header Content-Security-Policy "{policy}" always;
    add_header X-Content-Type-Options nosniff always;
    add_header Referrer-Policy strict-origin-when-cross-origin always;
  }}
}}
"""
PATIENCE = 10


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def serving(folder: Path, room: Path) -> Iterator[str]:
    """Serve a folder while the block runs; yield its address, which ends in a slash."""
    port = _free_port()
    settings = room / "nginx.conf"
    settings.write_text(SETTINGS.format(room=room, port=port, folder=folder, policy=POLICY), "utf-8")
    command = [outside_tools.nginx(), "-e", "stderr", "-c", settings]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as server:
        end = time.monotonic() + PATIENCE
        while not _answers(port):
            assert server.poll() is None, server.communicate()[1]
            assert time.monotonic() < end, "the web server does not answer"
        try:
            # Browsers hold this name for as safe as https, where shares, clipboards and workers live.
            yield f"http://localhost:{port}/"
        finally:
            server.terminate()
            server.communicate()
