"""Which files at a target are somebody else's: never what a run of ours that was killed left there."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.publishing.releases.last_release import LastRelease
from plugins.publishing.releases.manifest import Manifest, ManifestEntry, ReleaseHistory
from plugins.publishing.targets.foreign_files import foreign_files
from plugins.publishing.targets.read_target import target_named
from plugins.publishing.targets.transport import PublishSession

LAST = LastRelease(None, Manifest({"index.html": ManifestEntry(1, "a" * 64)}), ReleaseHistory())
OURS = {"tin/moi/index.html", "anh/a.webp"}


@pytest.fixture
def session(tmp_path: Path) -> PublishSession:
    """A session with one file that is the keeper's own."""
    row = {"kind": "rsync", "to": "may:/srv", "own_files": ["cua-toi.txt"]}
    return PublishSession(target_named("dich", {"dich": row}, tmp_path), tmp_path)


@pytest.mark.parametrize(
    "path",
    [
        *("index.html", "index.html.br", "cua-toi.txt", "tin/moi/index.html"),
        # What rsync had not yet put in place when it was killed.
        *(".~tmp~/index.html", ".~tmp~/index.html.gz", "tin/moi/.~tmp~/index.html", "anh/.~tmp~/a.webp"),
    ],
)
def test_what_we_put_there_is_not_foreign(session: PublishSession, path: str) -> None:
    """Of the last release, of this one, of one that was cut off."""
    assert foreign_files([path], session, LAST, OURS) == set()


@pytest.mark.parametrize("path", ["shell.php", ".~tmp~/shell.php", "tin/.~tmp~/index.html", ".~tmp~/.~tmp~"])
def test_what_is_somebody_elses_is_foreign_wherever_it_hides(session: PublishSession, path: str) -> None:
    """A folder of rsync's hides nothing that no release has."""
    assert foreign_files([path], session, LAST, OURS) == {path}
