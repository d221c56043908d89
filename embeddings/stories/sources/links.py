"""Whether a path leads out of the stories folder, by whatever links.

Promise: nothing is opened to find out, and a link that leads back to itself raises nothing.
"""

import os
from pathlib import Path

OUTSIDE = "a link out of the stories folder: copy it in, or set BYLINE_FOLLOW_LINKS=1"
"""Why such a path is not followed."""


def lies_outside(path: str | Path, root: str) -> bool:
    """Say whether a path leads out of a folder that is reached by no link."""
    return not lies_below(os.path.realpath(path), root)


def lies_below(real: str, root: str) -> bool:
    """Say whether a path is a folder or lies in it, both of them reached by no link."""
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def bound(folder: Path, *, follow_links: bool) -> str | None:
    """Return the folder that links may not lead out of, by its own path; ``None`` if they may."""
    return None if follow_links else os.path.realpath(folder)
