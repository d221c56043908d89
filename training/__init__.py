"""How the numbers that Byline ships were made. Not installed: run from the project's folder."""
