"""The search index's files: what changed is indexed, the rest comes from the cache."""
