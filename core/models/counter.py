"""Running numbers."""

from django.db import models


class Counter(models.Model):
    """The last number given out in a scope such as `ZG-2011-JFJ`."""

    scope = models.CharField(primary_key=True, max_length=60)
    value = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.scope}: {self.value}"
