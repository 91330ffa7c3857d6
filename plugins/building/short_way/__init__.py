"""The short way of a build: only what articles that were saved, added or removed stand in is made again."""
