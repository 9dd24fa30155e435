"""What something would cost or change: budgets, what if, and how a year goes against its budget."""
