"""Every figure that Byline tells of itself, each by one command: see ``benchmarks/README.md``."""
