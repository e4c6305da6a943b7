"""What a new text does to the notes of an edition: a report, and a patch for review."""
