"""领导包项目: a key project has a leader and a section head from the first question to operation, and a log of promises."""
