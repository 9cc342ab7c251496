"""Questions with known answers in, scores with intervals and a report out."""
