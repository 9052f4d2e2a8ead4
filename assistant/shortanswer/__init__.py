"""The short answer inside a quote, and whether the quote answers at all."""
