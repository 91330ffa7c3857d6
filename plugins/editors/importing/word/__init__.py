"""Word files, and what other word processors write, become blocks."""
