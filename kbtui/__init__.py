"""Browse a vault of video notes in the terminal and jump to the right second."""

__version__ = "0.1.0"
