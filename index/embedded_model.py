"""The name of the embedding model that is installed with Byline, apart from all that running it needs."""

EMBEDDED_MODEL = "all-MiniLM-L6-v2"
