"""Commands that print the project's figures, one a file: ``python -m benchmarks.NAME``."""
