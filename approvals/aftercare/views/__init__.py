"""The pages of this room: enterprises under /my/, the bureau under /desk/, draws for everybody."""
