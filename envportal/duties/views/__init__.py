"""The pages of this room: an enterprise's calendar under /my/, the bureau's list under /desk/."""
