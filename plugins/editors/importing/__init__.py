"""Word files, old pages and phone photos become articles of the portal, with all that is doubtful told."""
