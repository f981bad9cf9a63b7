"""`./dev fuzz [POSTS]`: every form is sent nonsense, so many times in all (50,000)."""

import os
import sys

from devtools.test import main


if __name__ == "__main__":
    posts, *rest = sys.argv[1:] or ["50000"]
    os.environ["FUZZ_POSTS"] = posts
    sys.exit(main(["-n", "2", "tests/fuzz", *rest]))
