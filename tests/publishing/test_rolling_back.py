"""A rollback is one thing: nobody publishes between the switch and what is remembered of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.files.lock import LockIsHeld, locked
from plugins.publishing.local_release_copy import remember_release
from plugins.publishing.publish import roll_back
from plugins.publishing.release_records import known_releases, remember_published
from plugins.publishing.releases.last_release import LastRelease
from plugins.publishing.releases.manifest import Manifest, ReleaseHistory
from plugins.publishing.releases.release import FileContent, Release
from plugins.publishing.releases.statement import Statement
from plugins.publishing.targets.deploy_target import DeployTarget, Host
from plugins.publishing.targets.folder_transport import FolderTransport
from plugins.publishing.targets.publish_options import PublishOptions
from plugins.publishing.targets.transport import PublishSession

SITEURL = "https://cong-thu.gov.vn"


def silent(text: str) -> None:
    """Tell nobody."""


def publish(session: PublishSession, text: str, serial: int) -> Release:
    """Publish a release of one page, and remember it."""
    content = FileContent.of(text.encode())
    manifest, history = Manifest({"index.html": content.file}, SITEURL), ReleaseHistory()
    statement = Statement.of(serial, "2024-06-30T01:00:00+00:00", SITEURL, manifest.header, history.published)
    release = Release({"index.html": content}, manifest, history, statement=statement)
    transport = FolderTransport(session)
    with transport.connected():
        transport.publish(release, transport.last_release())
    remember_release(session, release)
    remember_published(session, release)
    return release


@pytest.fixture
def session(tmp_path: Path) -> PublishSession:
    """Publishing to release folders on this machine, without a server."""
    target = DeployTarget("nha", "folder", str(tmp_path / "srv"), Host.PLAIN)
    return PublishSession(target, tmp_path / "cache", SITEURL, tmp_path, PublishOptions(wait=0), silent)


def test_what_is_public_after_a_rollback_is_remembered_under_the_same_lock(
    session: PublishSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another that publishes at that moment would be remembered as what was put back."""
    first = publish(session, "một", 1)
    publish(session, "hai", 2)
    read = FolderTransport.last_release

    def read_while_another_waits(transport: FolderTransport) -> LastRelease:
        with pytest.raises(LockIsHeld), locked(transport.lock_file):
            pass
        return read(transport)

    monkeypatch.setattr(FolderTransport, "last_release", read_while_another_waits)
    assert roll_back(session, "") == 0
    newest = known_releases(session.cache, session.content, SITEURL, None)[-1].statement
    assert (newest.serial, newest.header) == (3, first.manifest.digest)
