"""部门联动: opinions of other departments, asked in parallel, each with its own limit."""
