"""What keeps an installation running: health, the worker, backup, and the check before it starts."""
