"""How much each host takes: a release that is too large for its host is refused before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases.manifest import ManifestEntry
from plugins.publishing.targets.deploy_target import Host
from plugins.vietnamese.numbers import with_thousands_points


@dataclass(frozen=True, slots=True)
class HostLimits:
    """
    The limits of a host, 0 where it states none.

    ``files`` is the recommended number of files and ``most_files`` the largest, ``size`` the bytes of a release,
    ``file_size`` those of one file; ``name`` is for messages.
    """

    files: int = 0
    most_files: int = 0
    size: int = 0
    file_size: int = 0
    name: str = ""


# developers.cloudflare.com/pages/platform/limits; docs.github.com, “GitHub Pages limits”; docs.gitlab.com, “Pages”.
HOST_LIMITS = {
    Host.CLOUDFLARE: HostLimits(
        20_000,
        100_000,
        file_size=25 * 2**20,
        name="Cloudflare Pages (gói miễn phí 20.000 tệp, gói trả tiền 100.000)",
    ),
    Host.GITHUB: HostLimits(size=10**9, file_size=100 * 2**20, name="GitHub Pages (cả cổng 1 GB)"),
    Host.GITLAB: HostLimits(
        files=200_000, most_files=200_000, size=10**9, name="GitLab Pages (200.000 tệp, 1 GB)"
    ),
    Host.NETLIFY: HostLimits(files=54_000, name="Netlify (54.000 tệp trong một thư mục)"),
}


def check_limits(host: Host, files: Mapping[str, ManifestEntry]) -> list[str]:
    """Return warnings about limits that are nearly reached; raise StopBuild for a release that the host would refuse."""
    limits = HOST_LIMITS.get(host)
    if limits is None:
        return []
    size = sum(file.size for file in files.values())
    large = sorted(path for path, file in files.items() if limits.file_size and file.size > limits.file_size)
    if large:
        raise StopBuild(
            f"{limits.name}: “{large[0]}” lớn hơn {limits.file_size // 2**20} MiB. Đặt tệp này ở nơi khác hoặc thu nhỏ."
        )
    if limits.most_files and len(files) > limits.most_files:
        raise StopBuild(
            f"{limits.name}: bản này có {with_thousands_points(len(files))} tệp. Chọn đích khác (rsync, rclone)."
        )
    if limits.size and size > limits.size:
        raise StopBuild(
            f"{limits.name}: bản này nặng {with_thousands_points(size // 10**6)} MB. Chọn đích khác (rsync, rclone)."
        )
    notes = []
    if limits.files and len(files) > 0.8 * limits.files:
        notes.append(f"nhắc: {limits.name}: đã dùng {with_thousands_points(len(files))} tệp.")
    if limits.size and size > 0.8 * limits.size:
        notes.append(f"nhắc: {limits.name}: đã dùng {with_thousands_points(size // 10**6)} MB.")
    return notes
