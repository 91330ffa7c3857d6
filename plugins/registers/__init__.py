"""The planning register: strategies, plans, decisions and consultations, with their state on a day."""
