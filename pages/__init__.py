"""What people see: thin pages, one use-case call per action."""
