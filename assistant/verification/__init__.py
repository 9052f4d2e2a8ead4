"""Does a quote still stand in its source?"""
