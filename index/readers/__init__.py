"""File to articles: one small reader for each format, and the registry that picks it."""
