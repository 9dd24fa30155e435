"""The decision of a case on the web: service lines, the gate, approval, and the letter."""
