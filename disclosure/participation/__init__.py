"""Public participation: comments on notices, requests for a hearing, and the opinion box."""
