"""Settings of the portal, all from the environment (README and `docs/production.md`).

`portal.configuration` reads and judges the environment; the modules here turn it into Django's
names, one module for each concern.
"""

from portal.settings.apps import *  # noqa: F403
from portal.settings.data import *  # noqa: F403
from portal.settings.logs import *  # noqa: F403
from portal.settings.security import *  # noqa: F403
from portal.settings.tasks import *  # noqa: F403
