"""Questions in, checked and cited answers out."""
