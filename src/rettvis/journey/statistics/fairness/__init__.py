"""Are comparable needs met alike? Granted hours against assessed need, with what can be concluded."""
