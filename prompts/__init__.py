"""Prompts as files, and the loader that lets a person override them."""
