"""Language models, wherever they run."""
