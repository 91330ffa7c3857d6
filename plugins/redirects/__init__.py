"""The redirects of old addresses: one table of where each leads, its problems, and its report."""
