"""An office at work: a large database, a server as in use, and caseworkers at the same time."""
