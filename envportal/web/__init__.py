"""Page pieces: steps, forms, components."""
