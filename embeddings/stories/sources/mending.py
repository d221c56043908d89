"""Text that was decoded wrongly once, set right again: "ThÃ©Ã¢tre" is "Théâtre".

Promise: a text without the marks of such damage is returned as it is.
"""

import re

_DAMAGE = re.compile("[ÂÃÄÅÐÑâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\ufffd]|ï»¿|â€")
_MENDED = "its letters were decoded wrongly once (“{before}” for “{after}”) and were mended"
_SHOWN = 24


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` with such letters mended, and a notice where any was."""
    if not _DAMAGE.search(text):
        return text, ()
    # ftfy loads only where there is something to mend
    from ftfy import fix_encoding  # noqa: PLC0415

    lines = text.split("\n")
    mended = [fix_encoding(line) if _DAMAGE.search(line) else line for line in lines]
    if mended == lines:
        return text, ()
    return "\n".join(mended), (_name_first(text, "\n".join(mended)),)


def _name_first(before: str, after: str) -> str:
    """The notice, with the first word that changed."""
    pairs = zip(before.split(), after.split(), strict=False)
    old, new = next(((old, new) for old, new in pairs if old != new), ("", ""))
    return _MENDED.format(before=old[:_SHOWN], after=new[:_SHOWN])
