"""绿色通道: key projects by a published definition go first, for a time; no condition and no public period changes."""
