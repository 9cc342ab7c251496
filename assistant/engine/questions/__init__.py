"""What a question asks: follow-ups, filters in words, dates, publishers."""
