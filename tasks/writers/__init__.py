"""Writers: one document model → .docx, PDF, HTML, word for word the same, same bytes for the same input.

Import from the modules: `docx`, `pdf` and `html` write, `lines` is the text that all of them write,
`style` and `fonts` are what they write it with, `sources` is what a figure rests on, in words.
"""
