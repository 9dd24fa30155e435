"""How a rule explains itself: facts, findings, three answers, dated versions, periods, exact units. Knows no law."""
