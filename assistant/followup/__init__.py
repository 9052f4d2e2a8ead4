"""Follow-up questions without a model: what a conversation makes clear is put back in."""
