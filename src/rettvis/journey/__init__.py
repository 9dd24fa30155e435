"""The journey of a case, pure Python, from application to decision and beyond."""
