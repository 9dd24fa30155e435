"""``python -m bench shifts``."""

from bench.shifts.run import main

if __name__ == "__main__":
    main()
