"""The last release of a target, read from the target itself, a folder or a live site: a fresh clone remembers nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from plugins.files.inside_folder import read_inside
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.releases.manifest import (
    FILES,
    HEADER,
    HISTORY,
    JOURNAL,
    METADATA,
    STATEMENT,
    Manifest,
    ManifestEntry,
    ReleaseHistory,
)
from plugins.publishing.releases.received import (
    BadRecord,
    CutOff,
    Journal,
    most_bytes,
    read_history,
    read_journal,
    read_manifest,
    read_statement,
)
from plugins.publishing.releases.signing import is_signed, signature_paths
from plugins.publishing.releases.statement import Statement
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
_UNANSWERED = (
    "Chưa biết ở đó có sổ địa chỉ hay không nên chưa phát hành gì. "
    "Chỉ khi nơi này chưa từng có bản nào mới thêm --lan-dau."
)
# What to do where a target's own records cannot be used.
REPAIR = (
    "Xem máy chủ có bị chiếm không (docs/vi/phat-hanh/lui-va-khoi-phuc.md), rồi thêm --lay-lai-so "
    "để dựng lại sổ từ máy này, từ content/du-lieu hay --so-cu."
)
INNER_ADVICE = (
    "Địa chỉ trong mạng nội bộ không được hỏi, để không ai sai máy này đi hỏi hộ. "
    "Nếu cổng của bạn đúng là ở đó, thêm --mang-noi-bo."
)
_JSON_RECORDS = (HEADER, FILES, HISTORY, STATEMENT)
# Returns the bytes of a file of a release by its path, None where the release has no such file.
FileReader = Callable[[str], bytes | None]


class Forged(StopBuild):
    """A record of a target is not signed as it was published: somebody else wrote it."""


class Unanswered(StopBuild):
    """A site did not give a record, in a way that says nothing of whether there is one."""


@dataclass(frozen=True, slots=True)
class LastRelease:
    """
    The release that is public at a target: its manifest and history; None and empty where there is none.

    ``folder`` is where it lies, for a target on this machine; ``statement`` its number and time, None of releases of
    earlier versions of this program.
    """

    folder: Path | None = None
    manifest: Manifest | None = None
    history: ReleaseHistory = field(default_factory=ReleaseHistory)
    statement: Statement | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it was found."""
        return self == LastRelease()

    @property
    def files(self) -> dict[str, ManifestEntry]:
        """Every file that it holds: its own, and those retained from earlier releases."""
        retained = {path: one.file for path, one in self.history.retained.items()}
        return {**retained, **(self.manifest.files if self.manifest else {})}


def read_last_release(read: FileReader, where: str, public_key: Path | None = None) -> LastRelease:
    """
    Return the last release of a target, read file by file; an empty one where nothing of it was found.

    With a ``public_key`` nothing is used that was not signed with the secret one. Raises StopBuild where what is there
    cannot be read: to take that for nothing would forget every old address.
    """
    header, history_data = read(HEADER), read(HISTORY)
    if header is None and history_data is None:
        return LastRelease()
    statement_data = read(STATEMENT)
    if public_key is not None:
        signed = {HEADER: header, HISTORY: history_data, STATEMENT: statement_data}
        _check_signatures(read, where, signed, public_key)
    try:
        if history_data is None:
            raise BadRecord(f"có {HEADER} mà không có {HISTORY}")
        history = read_history(history_data)
    except BadRecord as fault:
        raise StopBuild(f"sổ địa chỉ ({HISTORY}) ở “{where}” không dùng được: {fault}. {REPAIR}") from fault
    try:
        listing = read(FILES) if header is not None else None
        manifest = read_manifest(header, listing) if header is not None and listing is not None else None
        statement = read_statement(statement_data) if statement_data is not None else None
    except CutOff:
        # An upload was cut off between list and header: the history went out before both, and has the addresses.
        manifest = statement = None
    except BadRecord as fault:
        raise StopBuild(f"bản kê ở “{where}” không dùng được: {fault}. {REPAIR}") from fault
    return LastRelease(None, manifest, history, statement)


def _check_signatures(
    read: FileReader, where: str, signed: Mapping[str, bytes | None], public_key: Path
) -> None:
    """Raise Forged where one of the ``signed`` files that are there has no valid signature."""
    for name, data in signed.items():
        if data is None:
            continue
        beside = {path: found for path in signature_paths(name) if (found := read(path))}
        if is_signed(public_key, data, beside, name):
            continue
        # An upload that is under way, or was cut off, replaces a file and its signature one after the other.
        journal = journal_in(read(JOURNAL), where)
        others = ({path: one} for path in signature_paths(name) for one in journal.signatures.get(path, ()))
        if not any(is_signed(public_key, data, one, name) for one in others):
            raise Forged(
                f"chữ ký của “{name}” ở “{where}” không đúng với khóa {public_key}. "
                f"Coi như nơi ấy đã bị sửa; không dùng gì ở đó. {REPAIR}"
            )


def journal_in(data: bytes | None, where: str) -> Journal:
    """Return the journal of an interrupted upload; raise StopBuild for one that was made by somebody else."""
    try:
        return read_journal(data)
    except BadRecord as fault:
        raise StopBuild(
            f"nhật ký đăng dở ({JOURNAL}) ở “{where}” không dùng được: {fault}. Không xóa gì theo nó. {REPAIR}"
        ) from fault


def site_reader(siteurl: str, *, private: bool = False) -> FileReader:
    """
    Return a reader of a live site's files; it raises StopBuild where the site does not answer.

    ``private`` says that the site lies in an inner network.
    """
    rules = FetchRules(inner_origins([siteurl]), private, redirects=5, seconds=LONGEST, stall=TIMEOUT)

    def read(path: str) -> bytes | None:
        headers = {"Cache-Control": "no-cache", "Accept-Encoding": "identity"}
        limit = most_bytes(path) if path in METADATA else LARGEST
        try:
            with closing(WebClient(rules)) as web:
                response = web.get(web_address(f"{siteurl}/{quote(path)}"), limit=limit, headers=headers)
                data = plain_body(response, limit) if response.status == 200 and not response.cut else b""
        except InnerAddress as fault:
            raise StopBuild(f"{fault}. {INNER_ADVICE}") from fault
        except (FetchFault, BadAddress) as fault:
            raise Unanswered(
                f"không hỏi được bản phát hành trước ở {siteurl} ({fault}). {_UNANSWERED}"
            ) from fault
        if response.status in (403, 404, 410):
            return None
        if response.status != 200:
            raise Unanswered(
                f"{siteurl} trả lời {response.status} khi hỏi bản phát hành trước. {_UNANSWERED}"
            )
        if response.cut:
            raise StopBuild(f"{siteurl}: tệp “{path}” dài hơn {limit} byte. {REPAIR}")
        if path in _JSON_RECORDS and not data.lstrip().startswith(b"{"):
            # Many hosts answer what they do not have, or do not give, with a page and 200.
            raise Unanswered(f"{siteurl} trả lời bằng một trang khác khi hỏi {path}. {_UNANSWERED}")
        return data

    return read


def folder_reader(folder: Path) -> FileReader:
    """Return a reader of a folder's files; it raises StopBuild for links and what else cannot be read."""

    def read(path: str) -> bytes | None:
        try:
            return read_inside(folder, path, most_bytes(path))
        except OSError as fault:
            raise StopBuild(f"không đọc được “{folder / path}” ({system_reason(fault)}).") from fault

    return read
