"""Audit a whole output before it is published: links, placeholders, leaked drafts, feeds, page weight."""
