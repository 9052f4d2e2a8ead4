"""Questions with what their answers must show, kept in files and asked again at every change."""
