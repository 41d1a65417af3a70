"""The pages of this room, all of them at the desk."""
