"""What one build leaves for the next: values on disk, believed only when nothing they came from has changed."""
