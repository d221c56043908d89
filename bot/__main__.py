"""``byline``, also as ``python -m bot``."""

import gc
import sys

_SEARCHED_AFTER = 50_000
"""Objects that are new since the last search for garbage. Python looks after 700, and so through
most of what it imports again and again: 50 ms for nothing."""


def main() -> None:
    """Run a command; an interruption at any moment is one line and exit code 130."""
    gc.set_threshold(_SEARCHED_AFTER)
    try:
        from bot.cli.app import main as run_command  # noqa: PLC0415 - an import can be interrupted

        run_command()
    except KeyboardInterrupt:
        sys.stderr.write("byline: Interrupted: nothing was changed.\n")
        raise SystemExit(130) from None
    finally:
        # a process that ends needs no last search for garbage, which takes a tenth of a second
        gc.freeze()
        # CPython remembers an interruption that passed through code run from C, as some is while
        # torch is imported, and would end itself by the signal after all; running code clears that
        exec("")  # noqa: S102


if __name__ == "__main__":
    main()
