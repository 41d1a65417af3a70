"""开发区规划环评: a zone's plan from the survey to the follow-up; what was concluded binds the projects inside."""
