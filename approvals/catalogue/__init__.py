"""Which document a project needs, who decides on it and what to bring; knows cases, and no procedure."""
