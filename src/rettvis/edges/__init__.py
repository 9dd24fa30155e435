"""One file per outside system: letters, spreadsheets, calendars, registers."""
