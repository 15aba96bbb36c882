"""Blank forms and ledgers: what a department is asked, and the workbooks that ask it."""

from tasks.forms.blank.asked import LastYear, blank_form
from tasks.forms.blank.form import write_form
from tasks.forms.blank.ledger import write_ledger
from tasks.forms.blank.ledgers import blank_ledgers
from tasks.forms.blank.model import BlankForm, BlankLedger

__all__ = [
    "BlankForm",
    "BlankLedger",
    "LastYear",
    "blank_form",
    "blank_ledgers",
    "write_form",
    "write_ledger",
]
