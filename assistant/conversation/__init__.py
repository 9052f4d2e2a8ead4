"""Conversations: follow-ups rewritten from the dialogue, and every turn saved."""
