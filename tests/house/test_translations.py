"""One sentence has one translation: Django merges the catalogues of all packages into one."""

from pathlib import Path

import polib
from django.conf import settings

CATALOGUES = sorted(Path(settings.BASE_DIR, "locale").glob("*/zh_Hans/LC_MESSAGES/django.po"))


def test_the_same_words_are_translated_alike_in_every_package() -> None:
    said: dict[tuple[str | None, str], dict[str, list[str]]] = {}
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            texts = entry.msgstr or "|".join(entry.msgstr_plural.values())
            package = path.parts[-4]
            said.setdefault((entry.msgctxt, entry.msgid), {}).setdefault(texts, []).append(package)
    differing = {key: texts for key, texts in said.items() if len(texts) > 1}
    assert differing == {}, "give the rarer meaning a context with pgettext"
