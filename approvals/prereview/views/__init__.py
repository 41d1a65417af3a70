"""The pages of this room: enterprises under /my/, the review section under /desk/."""
