"""The reasons library: texts drafted by staff, approved by a leader, and never changed."""
