"""Byline on Discord: thin modules that know discord.py over pure ones that do not."""
