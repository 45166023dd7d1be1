"""What is wrong with a workbook as a whole: each sentence says what to do."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.text import Text


class SheetError(DomainError):
    """A file or a pasted block cannot be read; `code` names the fault for tests."""

    def __init__(self, code: str, **terms: object) -> None:
        super().__init__(str(SENTENCES[code]) % terms if terms else SENTENCES[code], code, "file")


SENTENCES: dict[str, Text] = {
    "empty": _("The file is empty. Choose the workbook with your ledger."),
    "size": _("The file is larger than %(limit)s. Take pictures and other sheets out of it."),
    "password": _(
        "The workbook is protected by a password. Take the password off, save it and upload it "
        "again."
    ),
    "old": _(
        "This is a workbook of the old kind (.xls or .et). Open it, save it as “Excel workbook "
        "(.xlsx)” and upload that."
    ),
    "disguised": _(
        "The file is called a workbook but is a web page or plain text inside. Open it in Excel "
        "or WPS, save it as “Excel workbook (.xlsx)” and upload that."
    ),
    "other": _(
        "This is no workbook. Choose an .xlsx file, such as the template or an exported ledger."
    ),
    "word": _("This is a Word document. Copy its table and paste it into the box instead."),
    "broken": _(
        "The workbook is damaged. Open it in Excel or WPS, save it under a new name and upload "
        "that."
    ),
    "macros": _("The workbook contains macros. Save it as .xlsx without macros and upload that."),
    "linked": _(
        "The workbook takes values from other files. Break the links (Data, Edit links) and "
        "save it again."
    ),
    "unpacked": _(
        "The workbook would be far too large once unpacked. Copy the rows with content into a "
        "new workbook and upload that."
    ),
    "sheets": _(
        "The workbook has %(count)s sheets; at most %(most)s are read. Keep only the ledger."
    ),
    "rows": _(
        "The sheet has more than %(most)s rows. Delete the empty rows below the table, or split "
        "the ledger."
    ),
    "columns": _("The sheet has more than %(most)s columns. Keep only those of the ledger."),
    "nothing": _("There is no table in it: no sheet holds any text."),
}
