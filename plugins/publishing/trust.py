"""Choose the release to verify against: a folder at hand, a signed manifest, or what this machine published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plugins.problems.stop_build import StopBuild
from plugins.publishing.remembered import remembered_releases
from plugins.publishing.targets.last_release import FileReader, folder_reader, read_last_release
from plugins.publishing.targets.manifest import HEADER, HISTORY, Manifest, ReleaseHistory
from plugins.publishing.targets.release import files_in
from plugins.publishing.targets.release_folders import CURRENT
from plugins.publishing.targets.transport import Tell


@dataclass(frozen=True, slots=True)
class TrustedRelease:
    """The manifest and history of the release that a site should have, and why they are trusted, in words."""

    manifest: Manifest
    history: ReleaseHistory
    why: str


def trusted_release(
    read: FileReader, where: str, against: str, cache: Path, public_key: Path | None, tell: Tell
) -> TrustedRelease:
    """
    Return the release to verify a target or site against.

    That is the folder ``against`` if it is named; what the site publishes (``read``) if its signature is that of the
    public key; what this machine published; else what the site publishes, with a warning. Raises StopBuild where there
    is nothing of the kind, or the signature is wrong.
    """
    if against:
        return TrustedRelease(*_release_at(Path(against).expanduser()), f"so với “{against}”")
    published = read_last_release(read, where, public_key)
    manifest, history = published.manifest, published.history
    if manifest is None:
        raise StopBuild(
            f"“{where}” không có bản kê ({HEADER}). Phát hành bằng tasks.py publish, hoặc thêm --against THƯ_MỤC."
        )
    if public_key is not None:
        return TrustedRelease(manifest, history, "so với bản kê có chữ ký đúng")
    remembered = [
        one.history
        for one in remembered_releases(cache)
        if one.manifest and one.manifest.header == manifest.header
    ]
    if remembered:
        # The history lists retained files: the site's own list is believed only where this machine published it.
        if history not in remembered:
            tell(
                f"nhắc: {HISTORY} ở “{where}” không phải sổ mà máy này đã phát hành; tệp chỉ nó kể không được tin."
            )
            history = remembered[0]
        return TrustedRelease(manifest, history, "so với bản kê mà máy này đã phát hành")
    tell(
        "nhắc: bản kê lấy từ chính trang đang kiểm tra và không có chữ ký: ai sửa được trang thì cũng sửa được nó. "
        "Thêm --against THƯ_MỤC (bản dựng của bạn), hoặc ký bản phát hành (docs/vi/phat-hanh/kiem-tra.md)."
    )
    return TrustedRelease(manifest, history, "so với bản kê của chính trang")


def _release_at(folder: Path) -> tuple[Manifest, ReleaseHistory]:
    """Return the release in a folder, or the files of a plain output folder as one."""
    place = folder / CURRENT if (folder / CURRENT).exists() else folder
    if not place.is_dir():
        raise StopBuild(f"không có thư mục “{folder}”.")
    found = read_last_release(folder_reader(place), str(place))
    return found.manifest or Manifest(files_in(place)), found.history
