"""Change over time: evaluation, a new assessment from the last one, advance notice, annulment, history."""
