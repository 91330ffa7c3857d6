"""Derive the state on a day of what the planning register holds: strategies, plans, decisions and consultations."""
