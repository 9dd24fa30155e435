"""How a rule explains itself: facts, findings, three answers, dated versions, periods, units. Knows no law."""
