"""Feeds: what they hold, which are followed, and how far."""
