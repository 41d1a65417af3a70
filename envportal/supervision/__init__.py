"""The bureau under its own eyes: the sweep, cards, the board of clocks."""
