"""Names of files and stories as they can be printed, and pasted, without surprises.

Promise: what is returned is one line of printable characters, whatever a name holds.
"""

import shlex

_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}


def quote_name(name: str) -> str:
    """Return a name as it is, or in quotes with escapes where it holds more than plain text.

    "a/b.txt" stays; one with a newline between "a" and "b" becomes "a\\nb", in quotes.
    """
    if name.isprintable() and name == name.strip():
        return name
    return '"' + _escape(name, '"') + '"'


def quote_for_shell(name: str) -> str:
    """Return a name such that a shell takes it for one argument, with nothing run or hidden.

    One that holds control characters is written in the form ``$'…'`` of bash and zsh.
    """
    if name.isprintable():
        return shlex.quote(name)
    return "$'" + _escape(name, "'") + "'"


def _escape(name: str, quote: str) -> str:
    escapes = _ESCAPES | {quote: f"\\{quote}"}
    return "".join(
        escapes.get(char) or (char if char.isprintable() else _write_code(char)) for char in name
    )


def _write_code(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
