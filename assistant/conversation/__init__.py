"""Conversations: what a follow-up leaves unsaid put back in, and every turn saved."""
