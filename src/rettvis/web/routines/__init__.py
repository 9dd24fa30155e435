"""The municipality's written routines and its mapping forms: versions, approvals, and what they cover."""
