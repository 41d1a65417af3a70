"""The pages of history on its way to the board."""
