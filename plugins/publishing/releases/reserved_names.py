"""Names in the folder of a target that publishing keeps for itself: no file of a release has them."""

from __future__ import annotations

# The folder of the server's files: beside the releases where they are folders, else hidden in the one folder.
SERVER_FOLDER = "may-chu"
HIDDEN_SERVER_FOLDER = f".{SERVER_FOLDER}"
# The lock of a target on this machine, and of one elsewhere; beside each lies a note of its holder, with ".json".
MACHINE_LOCK, TARGET_LOCK = ".khoa", ".khoa-phat-hanh"
