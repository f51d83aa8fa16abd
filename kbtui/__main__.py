"""`python -m kbtui`: the command line, where the `kbtui` command is not on the path."""

import sys

from kbtui.cli import main

if __name__ == "__main__":
    sys.exit(main())
