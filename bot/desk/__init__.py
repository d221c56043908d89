"""The back office of the bot, which knows no Discord: what is asked, kept, queued and rebuilt."""
