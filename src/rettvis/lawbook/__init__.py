"""The law: one file per paragraph or policy, the legal sentence beside the code, dated numbers."""
