"""Fetch pages of old portals, read them, and separate the article from what is printed around it."""
