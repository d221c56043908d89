"""How stories come in and go out again: fetched, read, saved, followed by feed, removed.

Promise: nothing here knows Discord or the terminal; nothing is overwritten and nothing thrown away.
"""
