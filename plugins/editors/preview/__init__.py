"""The preview: the portal on this machine alone, with what the public does not see yet, and each save on the screen."""
