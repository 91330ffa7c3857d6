"""The last release of a target, read from the target itself, a folder or a live site: a fresh clone remembers nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from plugins.problems.stop_build import StopBuild
from plugins.publishing.targets.manifest import (
    FILES,
    HEADER,
    HISTORY,
    BadManifest,
    Manifest,
    ManifestEntry,
    ReleaseHistory,
    read_history,
    read_manifest,
)
from plugins.web.web_address import BadAddress, web_address
from plugins.web.web_client import (
    FetchFault,
    FetchRules,
    InnerAddress,
    WebClient,
    inner_origins,
    plain_body,
)

TIMEOUT = 30  # seconds without a byte
# A compromised site must neither hold a run for ever nor fill its memory.
LONGEST, LARGEST = 120, 256 * 2**20  # seconds and bytes for one file
_UNKNOWN = (
    "Nếu đây là lần phát hành đầu tiên tới nơi này, thêm --first. "
    "Nếu không, đừng: các địa chỉ đã công bố trước đây sẽ bị quên."
)
INNER_ADVICE = (
    "Địa chỉ trong mạng nội bộ không được hỏi, để không ai sai máy này đi hỏi hộ. "
    "Nếu cổng của bạn đúng là ở đó, thêm --private."
)
# Returns the bytes of a file of a release by its path, None where the release has no such file.
FileReader = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class LastRelease:
    """
    The release that is public at a target: its manifest and history; None and empty where there is none.

    ``folder`` is where it lies, for a target on this machine.
    """

    folder: Path | None = None
    manifest: Manifest | None = None
    history: ReleaseHistory = field(default_factory=ReleaseHistory)

    @property
    def files(self) -> dict[str, ManifestEntry]:
        """Every file that it holds: its own, and those retained from earlier releases."""
        retained = {path: one.file for path, one in self.history.retained.items()}
        return {**retained, **(self.manifest.files if self.manifest else {})}


def read_last_release(read: FileReader, where: str) -> LastRelease:
    """
    Return the last release of a target, read file by file; an empty one where the target has none.

    Raises StopBuild where what is there cannot be read: to take that for nothing would forget every old address.
    """
    header = read(HEADER)
    history_data = read(HISTORY)
    if header is None and history_data is None:
        return LastRelease()
    try:
        history = read_history(history_data) if history_data is not None else ReleaseHistory()
        listing = read(FILES) if header is not None else None
        manifest = read_manifest(header, listing) if header is not None and listing is not None else None
    except BadManifest as fault:
        # An upload was cut off between list and header: the history went out before both, and has the addresses.
        if history_data is None:
            raise StopBuild(f"bản kê ở “{where}” không dùng được ({fault}). {_UNKNOWN}") from fault
        try:
            return LastRelease(None, None, read_history(history_data))
        except BadManifest:
            raise StopBuild(f"bản kê ở “{where}” không dùng được ({fault}). {_UNKNOWN}") from fault
    return LastRelease(None, manifest, history)


def site_reader(siteurl: str, *, private: bool = False) -> FileReader:
    """
    Return a reader of a live site's files; it raises StopBuild where the site does not answer.

    ``private`` says that the site lies in an inner network.
    """
    rules = FetchRules(inner_origins([siteurl]), private, redirects=5, seconds=LONGEST, stall=TIMEOUT)

    def read(path: str) -> bytes | None:
        headers = {"Cache-Control": "no-cache", "Accept-Encoding": "identity"}
        try:
            with closing(WebClient(rules)) as web:
                response = web.get(web_address(f"{siteurl}/{quote(path)}"), limit=LARGEST, headers=headers)
                data = plain_body(response, LARGEST) if response.status == 200 and not response.cut else b""
        except InnerAddress as fault:
            raise StopBuild(f"{fault}. {INNER_ADVICE}") from fault
        except (FetchFault, BadAddress) as fault:
            raise StopBuild(
                f"không hỏi được bản phát hành trước ở {siteurl} ({fault}). {_UNKNOWN}"
            ) from fault
        if response.status in (403, 404, 410):
            return None
        if response.status != 200:
            raise StopBuild(f"{siteurl} trả lời {response.status} khi hỏi bản phát hành trước. {_UNKNOWN}")
        if response.cut:
            raise StopBuild(f"{siteurl}: tệp quá {LARGEST >> 20} MiB. {_UNKNOWN}")
        return data

    return read


def folder_reader(folder: Path) -> FileReader:
    """Return a reader of a folder's files."""

    def read(path: str) -> bytes | None:
        try:
            return (folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    return read
