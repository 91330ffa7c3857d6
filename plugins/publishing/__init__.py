"""What the keeper of the portal does with a built edition: audit, publish, roll back, verify, tell what comes next."""
