"""Question → hits: the words' index, the vectors', and the reranker over both."""
