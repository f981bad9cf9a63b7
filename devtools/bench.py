"""`./dev bench`: the benchmarks, which write docs/benchmarks.md."""

import sys

from devtools.manage import main


if __name__ == "__main__":
    sys.exit(main(["bench", *sys.argv[1:]]))
