"""Misspelt words of a question, put right in the words of the stories."""

from embeddings.spelling.spelling import Spelling

__all__ = ["Spelling"]
