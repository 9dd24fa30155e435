"""The pages as a server answers them: a database of many cases, one process for each kind of database."""
