"""Make a commit of the content folder as it is, without touching index, branch or files."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from plugins.editors.sharing.checkout import Checkout


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a commit is by."""

    name: str
    email: str

    @property
    def environment(self) -> dict[str, str]:
        """Return how git is told."""
        kinds = ("AUTHOR", "COMMITTER")
        names = {f"GIT_{kind}_NAME": self.name for kind in kinds}
        return {**names, **{f"GIT_{kind}_EMAIL": self.email for kind in kinds}}


PORTAL = Identity("Cổng thông tin", "cong@localhost")


def commit_of_folder(checkout: Checkout, message: str, who: Identity) -> str:
    """Return a commit on top of the last one that holds the content folder as it is."""
    return _commit(checkout, message, who, ("-A", "--", checkout.content))


def commit_of_everything(checkout: Checkout) -> str:
    """Return a commit that also holds what was changed elsewhere in the checkout, of files that are known there."""
    return _commit(checkout, "", PORTAL, ("-A", "--", checkout.content), ("-u", "--", "."))


def _commit(checkout: Checkout, message: str, who: Identity, *additions: tuple[str, ...]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        real = checkout.private_file("index")
        if real.is_file():
            # With its own time: a file that was written in the same second as the index is looked into, as git does.
            shutil.copy2(real, index)
        own = {"GIT_INDEX_FILE": str(index)}
        # What the real index knows of the files' stamps is kept: no file is read that did not change.
        checkout.run("read-tree", "--reset", "HEAD", environment=own)
        for words in additions:
            checkout.run("add", *words, environment=own)
        tree = checkout.run("write-tree", environment=own).decode("ascii").strip()
    return (
        checkout.run(
            "commit-tree", tree, "-p", "HEAD", "-F", "-", stdin=message.encode(), environment=who.environment
        )
        .decode("ascii")
        .strip()
    )
