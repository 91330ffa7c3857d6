"""Parse bylines: writers, and the organisations they write for."""
