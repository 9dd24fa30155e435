"""The assessment on the web: conversations, the day clock, the situation in life, participation."""
