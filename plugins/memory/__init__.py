"""A cache on disk that one build leaves for the next: typed tables, file stamps, digests and the program's version."""
