"""The pages of this room: the sheet of a case, the rules and who changes them, what anybody may ask."""
