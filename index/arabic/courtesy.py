def courtesies(words):
    return ()
