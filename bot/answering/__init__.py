"""From a question to an answer with checked citations, and what stories say to a claim."""
