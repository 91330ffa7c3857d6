"""What earlier builds left, and what of it still holds: see docs/en/incremental-building.md."""
