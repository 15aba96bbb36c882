"""What the words around a number say of it: clauses, names of indicators, growth, parts, years.

Shared by the judging of departments' texts and by the check of an edited report.
"""
