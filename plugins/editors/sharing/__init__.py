"""Editors' changes to and from the Git server, article by article: nothing of git is seen, nothing is overwritten."""
