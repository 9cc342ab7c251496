"""What a sentence states: its words, numbers, dates, names, modifiers and who it says so."""
