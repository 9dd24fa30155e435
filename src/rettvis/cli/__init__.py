"""The command line ``rettvis``: one file per command."""
