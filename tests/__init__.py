"""What crosses the rooms: journeys in a real browser, real processes, the two databases, the documents."""
