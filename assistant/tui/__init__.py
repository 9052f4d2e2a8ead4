"""The conversation in the terminal: the only rooms that know Textual."""
