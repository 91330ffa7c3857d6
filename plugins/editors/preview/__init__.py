"""The preview of the portal on this machine: with drafts and problems, and every save on the screen at once."""
