"""One page on which every component of the theme stands in all its states: built by a task, tried by tests, published by nobody."""
