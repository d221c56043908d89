"""What the bot shows, as plain values: cards, their words, their buttons and their limits."""
