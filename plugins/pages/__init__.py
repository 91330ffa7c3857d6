"""Make every output page as a value: its path, its kind and the view that its template is given."""
