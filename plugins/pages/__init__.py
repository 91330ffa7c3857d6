"""Every output page as a value: its path, its template and the view that the template may see."""
