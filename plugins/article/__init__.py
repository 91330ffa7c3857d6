"""The facts of one article, read once from its file."""
