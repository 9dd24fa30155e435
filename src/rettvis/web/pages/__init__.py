"""What every page shares: the layout, the form fields, the steps of a case, and the error pages."""
