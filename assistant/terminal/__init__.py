"""Right-to-left text on terminals, and words on a plain one."""
