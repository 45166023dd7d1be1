"""`python -m portal.supervisor`."""

import sys

from portal.supervisor.stack import main

if __name__ == "__main__":
    sys.exit(main())
