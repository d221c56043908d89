"""Which lines and parts of lines are leftovers of a page, and not the article."""
