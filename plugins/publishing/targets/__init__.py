"""A built edition becomes a release on a target: whole, in one order, with a manifest that can be checked."""
