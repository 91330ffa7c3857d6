"""The build: from the content folder to a new output folder, incrementally, and Pelican's entry to it."""


def register() -> None:
    """Connect nothing: the build is Pelican's own class, named by PELICAN_CLASS."""
