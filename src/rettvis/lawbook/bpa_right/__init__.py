"""The right to have services organised as BPA: pasient- og brukerrettighetsloven § 2-1 d, whole.

``ruleset_on(day)`` is the rule as the law stood that day; ``assess(facts, day)`` answers one case.
"""

from rettvis.lawbook.bpa_right.right import assess, check, check_law_date, ruleset_on, with_decision_day

__all__ = ["assess", "check", "check_law_date", "ruleset_on", "with_decision_day"]
