"""Answers that a language model words: prompts, drafts, and the checks on them."""
