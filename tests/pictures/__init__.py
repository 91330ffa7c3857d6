"""Pictures of the portal's pages for the documents."""
