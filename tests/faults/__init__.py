"""Builds that are killed, or whose disk is full, at a chosen system call."""
