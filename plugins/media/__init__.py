"""Photos and attachments: find the file that an article names, and plan how it is published."""
