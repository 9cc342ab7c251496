"""Scripted evaluation of answers and their citations."""
