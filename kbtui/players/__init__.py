"""Opening a moment of a video outside the terminal. Knows videos and programs, no notes and no screens."""
