"""The EIA procedure: submission to approval reply."""
