def standard(word):
    return (word,)
