"""As much of S3 as rclone needs to publish: objects in memory, each put whole or not at all; also read as a web site."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest
from quick_handler import QuickHandler


@dataclass(frozen=True, slots=True)
class _Object:
    data: bytes
    headers: dict[str, str]
    etag: str


class _Storage:
    def __init__(self) -> None:
        self.objects: dict[str, _Object] = {}
        self.lock = threading.Lock()


class _Handler(QuickHandler, BaseHTTPRequestHandler):
    storage: _Storage

    def _key(self) -> tuple[str, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        return unquote(parts.path).lstrip("/"), parse_qs(parts.query, keep_blank_values=True)

    def _found(self, key: str) -> _Object | None:
        with self.storage.lock:
            return self.storage.objects.get(key)

    def do_PUT(self) -> None:
        key, _ = self._key()
        length = int(self.headers["content-length"])
        data = self.rfile.read(length)
        if len(data) < length:
            # The plug was pulled: what came so far is nothing.
            self.close_connection = True
            return
        kept = {name: value for name, value in self.headers.items() if name.startswith("x-amz-meta-")}
        source = self.headers.get("x-amz-copy-source")
        if source and (found := self._found(unquote(source).lstrip("/"))):
            data = found.data
        kind = self.headers.get("content-type", "application/octet-stream")
        etag = f'"{hashlib.md5(data).hexdigest()}"'
        kept |= {"Content-Type": kind, "Last-Modified": formatdate(usegmt=True), "ETag": etag}
        with self.storage.lock:
            self.storage.objects[key] = _Object(data, kept, etag)
        body = f"<CopyObjectResult><ETag>{etag}</ETag></CopyObjectResult>".encode() if source else b""
        self.answer(200, body, {"ETag": etag})

    def do_DELETE(self) -> None:
        with self.storage.lock:
            self.storage.objects.pop(self._key()[0], None)
        self.answer(204)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        key, query = self._key()
        bucket, _, name = key.partition("/")
        if not name and ("prefix" in query or "list-type" in query):
            self._list(bucket, query)
            return
        found = self._found(key)
        if found is None and not self.headers.get("authorization"):
            # As a bucket that is a web site answers.
            found = self._found(f"{key.rstrip('/')}/index.html")
        if found is None:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
            return
        self.answer(200, found.data, found.headers)

    def _list(self, bucket: str, query: dict[str, list[str]]) -> None:
        prefix, delimiter = query.get("prefix", [""])[0], query.get("delimiter", [""])[0]
        with self.storage.lock:
            objects = dict(self.storage.objects)
        lines, folders = [], set()
        for key in sorted(objects):
            if not key.startswith(f"{bucket}/{prefix}"):
                continue
            name = key.removeprefix(f"{bucket}/")
            rest = name[len(prefix) :]
            if delimiter and delimiter in rest:
                folders.add(prefix + rest.partition(delimiter)[0] + delimiter)
                continue
            one = objects[key]
            lines.append(
                f"<Contents><Key>{escape(name)}</Key><LastModified>2024-01-01T00:00:00Z</LastModified>"
                f"<ETag>{one.etag}</ETag><Size>{len(one.data)}</Size></Contents>"
            )
        common = "".join(
            f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in sorted(folders)
        )
        body = (
            f"<ListBucketResult><IsTruncated>false</IsTruncated>{''.join(lines)}{common}</ListBucketResult>"
        )
        self.answer(200, body.encode(), {"Content-Type": "application/xml"})


@contextmanager
def mini_s3(bucket: str = "cong") -> Iterator[tuple[str, str]]:
    """Run the storage while the block runs; give its address for rclone, and that of the bucket as a web site."""
    handler = type("Handler", (_Handler,), {"storage": _Storage()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        endpoint = f"http://127.0.0.1:{server.server_port}"
        yield endpoint, f"{endpoint}/{bucket}"
        server.shutdown()


def use_bucket(environment: pytest.MonkeyPatch, endpoint: str) -> None:
    """Let rclone know the storage as the remote ``kho``."""
    # With it, this rclone will not speak to an address without a certificate.
    environment.delenv("AWS_CA_BUNDLE", raising=False)
    for name, value in (
        ("TYPE", "s3"),
        ("PROVIDER", "Other"),
        ("ENDPOINT", endpoint),
        ("ACCESS_KEY_ID", "thu"),
        ("SECRET_ACCESS_KEY", "thu"),
        ("NO_CHECK_BUCKET", "true"),
    ):
        environment.setenv(f"RCLONE_CONFIG_KHO_{name}", value)
