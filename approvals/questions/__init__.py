"""首问负责: whoever is asked first owns a question until it is answered; good answers become public knowledge."""
