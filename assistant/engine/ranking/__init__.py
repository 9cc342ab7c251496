"""Which sentences of the retrieved passages answer, and whether any does."""
