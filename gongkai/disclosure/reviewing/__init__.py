"""Questions about reviews (审查): which steps, whose, by when, what screening says. Nothing here writes."""
