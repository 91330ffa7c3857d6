"""What differs in public: the real address."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from pelicanconf import *  # noqa: F403

# The address of the live portal, without a slash at its end; PORTAL_URL overrides it on the CI machine.
SITEURL = os.environ.get("PORTAL_URL", "https://thoxuan.thanhhoa.gov.vn")
PRODUCTION = True

# Where `tasks.py publish --to …` puts releases; docs/vi/phat-hanh/ tells each step by step. What is secret, or other on
# each machine, comes from the environment.
TARGETS = {
    # Release folders on this machine and a link that is switched in one step; nginx reads …/current.
    "may-nay": {"kind": "folder", "to": os.environ.get("PUBLISH_FOLDER", "phat-hanh")},
    # rsync over ssh: user@host:/folder. "layout": "releases" keeps release folders there too.
    "may-chu": {
        "kind": "rsync",
        "to": os.environ.get("PUBLISH_RSYNC", ""),
        "ssh": os.environ.get("PUBLISH_SSH", "ssh"),
        "layout": "releases",
        "reload": os.environ.get("PUBLISH_RELOAD", ""),
    },
    # Any remote of rclone: object storage and all else that it knows. What else lies in a flat folder is removed, but for
    # your own files, which "own_files": ["google1234.html"] names.
    "kho": {"kind": "rclone", "to": os.environ.get("PUBLISH_RCLONE", "")},
    # A folder that the host's own tool takes away.
    "github": {"kind": "artifact", "host": "github", "to": "public"},
    "gitlab": {"kind": "artifact", "host": "gitlab", "to": "public"},
    "netlify": {"kind": "artifact", "host": "netlify", "to": "public"},
    "cloudflare": {"kind": "artifact", "host": "cloudflare", "to": "public"},
}
# The secret key that signs releases (minisign, or ssh-keygen), and the public one that verify checks with; "": none.
SIGNING_KEY = os.environ.get("SIGNING_KEY", "")
SIGNING_PUBLIC = os.environ.get("SIGNING_PUBLIC", "")
