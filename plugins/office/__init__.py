"""What an office tells of itself in data files: who answers, who leads, when it receives, which services, answered questions, key figures."""
