"""The bureau under its own eyes: the board, its lists, a card and what is done with it."""
