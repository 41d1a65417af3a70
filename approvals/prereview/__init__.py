"""申请前审查: the bureau looks at a project before anything is filed; a case of its own, not yet an application."""
