"""Follow-up of providers: figures by month and quarter, the report, and the administration’s own hours."""
