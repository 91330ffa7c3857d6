"""Parse bylines: writers, and the offices they write for."""
