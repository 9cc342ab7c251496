"""What fills the terminal: the chat, the conversations, the corpus, help and small forms."""
