"""``byline``, also as ``python -m bot``."""

import sys


def main() -> None:
    """Run a command; an interruption at any moment is one line and exit code 130."""
    try:
        from bot.cli.app import main as run_command  # noqa: PLC0415 - an import can be interrupted

        run_command()
    except KeyboardInterrupt:
        sys.stderr.write("byline: Interrupted: nothing was changed.\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
