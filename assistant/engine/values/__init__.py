"""The values that articles give: numbers, what they count, and on what occasion."""
