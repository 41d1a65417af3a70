"""When something is due: term rules, clocks, pauses."""
