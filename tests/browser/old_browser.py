"""A Chromium of January 2018 (version 64), asked in its own language: Playwright speaks only to newer ones."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import outside_tools
import websocket

UNPACK = """
const [from, to] = process.argv.slice(1);
const { readFileSync, writeFileSync } = require("fs");
writeFileSync(to, require("zlib").brotliDecompressSync(readFileSync(from)), { mode: 0o755 });
"""
PATIENCE = 20


class OldPage:
    """A tab of the old browser, and all that went wrong in it."""

    def __init__(self, address: str) -> None:
        # The browser answers nobody who says where he comes from.
        self.line = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
        self.number = 0
        self.faults: list[str] = []
        self.happened: list[str] = []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask for something and return the answer."""
        self.number += 1
        self.line.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.line.recv())
            if message.get("id") == self.number:
                assert "error" not in message, (method, message)
                return dict(message["result"])
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        method, what = message.get("method", ""), message.get("params", {})
        self.happened.append(method)
        if method == "Runtime.exceptionThrown":
            self.faults.append(json.dumps(what["exceptionDetails"])[:400])
        elif method == "Log.entryAdded" and what["entry"]["level"] in ("error", "warning"):
            self.faults.append(f"{what['entry']['level']}: {what['entry']['text']}")

    def screen(self, width: int, height: int = 800) -> None:
        """Make the window as large as that."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip

    def open(self, address: str) -> None:
        """Go to an address and wait until all of it is there."""
        self.happened.clear()
        self.send("Page.navigate", url=address)
        while "Page.loadEventFired" not in self.happened:
            self._note(json.loads(self.line.recv()))

    def evaluate(self, code: str) -> Any:
        """Return what a piece of code is, as JSON has it."""
        answer = self.send("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str, code: int) -> None:
        """Press a key and let it go."""
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **text)

    def picture(self, path: Path) -> None:
        """Keep what is on the screen."""
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot")["data"]))


def _tab(place: str) -> str:
    """Return the address of the browser's tab, which is there soon after the browser."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with urllib.request.urlopen(f"http://{place}/json/list", timeout=PATIENCE) as answer:
            for tab in json.load(answer):
                if tab["type"] == "page":
                    return str(tab["webSocketDebuggerUrl"])
    raise AssertionError("the old browser has no tab")


@contextlib.contextmanager
def old_browser(room: Path) -> Iterator[OldPage]:
    """Start the browser in a folder of its own; yield its tab; end it after the block."""
    program = room / "chromium"
    packed = outside_tools.chromium_of_2018()
    subprocess.run([outside_tools.node(), "-e", UNPACK, packed, program], check=True)
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
    options += [
        "--no-zygote",
        "--single-process",
        "--remote-debugging-port=0",
        f"--user-data-dir={room / 'home'}",
    ]
    surroundings = {**os.environ, "LANG": "vi_VN.UTF-8"}
    with subprocess.Popen(
        [program, *options, "about:blank"], stderr=subprocess.PIPE, encoding="utf-8", env=surroundings
    ) as process:
        try:
            assert process.stderr
            lines: list[str] = []
            for line in process.stderr:
                lines.append(line)
                if "DevTools listening on " in line:
                    break
            else:
                raise AssertionError("".join(lines))
            place = lines[-1].split("://")[1].split("/")[0]
            page = OldPage(_tab(place))
            yield page
            page.line.close()
        finally:
            process.kill()
            process.communicate()
