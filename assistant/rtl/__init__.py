"""Right-to-left text for terminals that cannot lay it out themselves."""
