"""Where the desk keeps what it must find again: in a file of SQLite, or on PostgreSQL."""
