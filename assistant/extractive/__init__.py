"""Answers with no language model: evidence selection, span extraction, answerability."""
