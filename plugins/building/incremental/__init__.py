"""Incremental building: the cache of earlier builds, fingerprints of pages, and the plan of what to make again."""
