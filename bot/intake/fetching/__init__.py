"""From an address to what lies there: checked, bounded and polite."""
