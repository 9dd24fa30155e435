"""Start-up after a decision: choice of provider, the steps to the first day, changes, journeys and stays."""
