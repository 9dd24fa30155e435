"""The application in the browser: Django, one small app per step of the journey, and access."""
