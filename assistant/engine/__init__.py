"""From question to checked answer."""
