"""
The table of transports: which class publishes to which kind of target.

A new kind of target is a module with a class that implements ``Transport``, a row in ``TRANSPORTS``, and a line in
docs/vi/phat-hanh/bat-dau.md; tests/publishing/targets/test_transports.py holds the three against each other.
"""

from __future__ import annotations

from plugins.problems.stop_build import StopBuild
from plugins.publishing.targets.artifact_transport import ArtifactTransport
from plugins.publishing.targets.folder_transport import FolderTransport
from plugins.publishing.targets.rclone_transport import RcloneTransport
from plugins.publishing.targets.rsync_transport import RsyncTransport
from plugins.publishing.targets.transport import PublishSession, Transport

# By the ``kind`` of a row of TARGETS.
TRANSPORTS: dict[str, type[Transport]] = {
    "folder": FolderTransport,
    "rsync": RsyncTransport,
    "rclone": RcloneTransport,
    "artifact": ArtifactTransport,
}


def transport_class(kind: str) -> type[Transport]:
    """
    Return the transport of a kind of target; raise StopBuild, naming the known kinds, where the table has none.

    >>> transport_class("folder").__name__
    'FolderTransport'
    """
    if kind not in TRANSPORTS:
        raise StopBuild(f"không biết gửi tới đích loại “{kind}”; kind là một trong: {', '.join(TRANSPORTS)}.")
    return TRANSPORTS[kind]


def transport_for(session: PublishSession) -> Transport:
    """Return the transport that publishes to a session's target."""
    return transport_class(session.target.kind)(session)
