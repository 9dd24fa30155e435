"""How a rule explains itself: facts, findings, three answers, dated versions, periods. Knows no law."""
