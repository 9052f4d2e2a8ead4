"""What lies between a model and an answer: the prompt, the drafts it writes, and their checks."""
