"""The body of an article: Markdown becomes safe HTML with places left for photos and links."""
