"""Questions with what their answers must show, kept in files and asked again at every change."""

ENDINGS = (".qa.yaml", ".qa.yml", ".qa.jsonl", ".qa.csv")
"""Of the names of files of cases; here, where it costs nothing to ask for them."""
