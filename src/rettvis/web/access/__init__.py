"""Who may see and do what: users, roles, the one gate that everything passes, and the log of it."""
