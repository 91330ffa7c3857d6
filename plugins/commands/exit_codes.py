"""The exit codes that all programs of the portal share."""

from __future__ import annotations

# 1 is each program's own: articles or addresses have errors, a site is not as it was published.
FAULT = 2  # the configuration, the data, the system or the command line
INTERRUPTED = 130  # Ctrl-C, as shells count it
