"""How passwords are stored."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class TunedArgon2(Argon2PasswordHasher):
    """Argon2id at OWASP's minimum of 19 MiB, two passes, one thread.

    Django's default takes 100 MB and eight threads for each check: ten sign-ins in a second would
    fill two cores.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
