"""Cases, projects and the links between cases."""
