"""The build: the rooms in the order of the day, from the content folder to a new edition."""


def register() -> None:
    """Connect nothing: the build is Pelican's own class, named by PELICAN_CLASS."""
