"""The first step: persons, their cases, and the revisions that every step keeps."""
