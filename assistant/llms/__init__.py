"""Language models: where they are, what opens them, and how they are spoken to."""
