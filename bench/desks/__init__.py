"""An office at work: a large database, a server as in use, and caseworkers who are logged in at the same time."""
