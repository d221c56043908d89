"""How a number of things is said in English."""


def count(number: int, noun: str) -> str:
    """Return "1 story" or "2 stories"."""
    if number == 1:
        return f"1 {noun}"
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {plural}"
