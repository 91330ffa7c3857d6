"""What differs in public: the real address."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from pelicanconf import *  # noqa: F403

# The address of the live portal, without a slash at its end; PORTAL_URL overrides it on the CI machine.
SITEURL = os.environ.get("PORTAL_URL", "https://thoxuan.thanhhoa.gov.vn")
PRODUCTION = True
