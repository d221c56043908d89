"""What Discord allows, from https://discord.com/developers/docs.

Promise: lengths are counted as Discord's client counts them, in UTF-16 units, which is never
fewer than the code points that its servers count.
"""

CONTENT = 2000
DISPLAY_TEXT = 4000
"""Of all text displays of one message together."""
COMPONENTS = 40
BUTTON_LABEL = 80
BUTTON_URL = 512
ROW_BUTTONS = 5
ROWS = 5
CHOICES = 25
CHOICE_NAME = 100
CHOICE_VALUE = 100


def measure(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)
