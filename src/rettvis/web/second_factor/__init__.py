"""The second factor of a log-in: a code from the person's own telephone, with spare codes kept on paper."""
