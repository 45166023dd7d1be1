"""Everything the portal needs on one machine, started and watched by one process.

`python -m portal.supervisor` is what `script/server` runs: an embedded PostgreSQL and Valkey
(unless `DATABASE_URL` and `REDIS_URL` name others), the web server, the Celery worker and beat.
It reads nothing of Django, so it can start before there is a database to connect to.
"""
