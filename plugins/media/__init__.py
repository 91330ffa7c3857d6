"""Photos and attachments: which file an article means, and how that file is published."""
