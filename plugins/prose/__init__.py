"""Render the Markdown of an article to safe HTML, with placeholders for its photos and links."""
