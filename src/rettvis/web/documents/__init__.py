"""Documents that come in to a case: received, marked, shown, withdrawn, and asked for."""
