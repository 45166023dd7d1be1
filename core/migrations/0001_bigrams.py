"""The SQL function behind the search of Chinese text (see `core.search`)."""

from django.db import migrations

CREATE = """
CREATE FUNCTION bigrams(given text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT COALESCE(array_agg(DISTINCT substr(given, place, 2)), '{}')
    FROM generate_series(1, length(given) - 1) AS place
$$
"""
DROP = "DROP FUNCTION bigrams(text)"


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [migrations.RunSQL(CREATE, DROP)]
