"""The decision: services granted or refused, the gate before it is sent, and the letter that explains it."""
