"""From linked articles to the portal as a value, and from it to the files of its output folder."""
