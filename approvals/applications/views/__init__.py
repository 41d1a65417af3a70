"""The pages of this procedure: applicants under /my/, staff under /desk/."""
