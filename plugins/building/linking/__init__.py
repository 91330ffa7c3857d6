"""Where the links, photos and attachments of articles lead, and which address every page gets."""
