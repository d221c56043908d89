"""One module for each kind of file that needs a library: each has a function ``read``.

They load when the first such file is met, so that other folders never pay for them.
"""
