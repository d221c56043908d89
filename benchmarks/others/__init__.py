"""What people would use instead of Byline, each set up as its documentation says.

Every system is a file with ``build`` and ``open_system``, run as a process of its own by
``python -m benchmarks.others``, so that nobody's dependencies mix. Promise: a file imports its own
libraries and the standard library alone; only ``byline_itself`` and ``bare_embedding`` know Byline.
"""
