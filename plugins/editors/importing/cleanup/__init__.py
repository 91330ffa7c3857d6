"""Clean up the blocks of a typed document: each step takes blocks and returns blocks, and the issues about what it guessed."""
