"""Commands and pages that need every procedure."""
