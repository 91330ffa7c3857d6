"""Checks of articles before a build: all problems, editorial advice, automatic fixes, and reports for people and machines."""
