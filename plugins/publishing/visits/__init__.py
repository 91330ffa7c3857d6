"""Visit a live site as its readers and robots do, and compare what they get with the release."""
