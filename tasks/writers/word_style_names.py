"""The names of the Word styles, and how a style of a name is made.

Styles of our own have Chinese names: clerks meet them in the list. Word's own keep theirs.
"""

from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.writers.word_xml import w

TITLE = "Title"
BODY = "公文正文"
ADDRESSEE = "主送机关"
ATTACHMENT = "附件说明"
SIGNATORY = "署名"
DATE = "成文日期"
LEVEL1 = "heading 1"
LEVEL2 = "heading 2"
LEVEL3 = "heading 3"
RUN_IN = "Heading 3 Char"
FOOTER = "footer"
ANNEX_MARK = "附件标识"
ANNEX_TITLE = "附件标题"
TABLE_TEXT = "表格文字"
TABLE_HEAD = "表头"
AFTER_TABLE = "表后"
CAPTION = "图题"
PICTURE = "图"
ORGAN = "发文机关标志"
ISSUE_NUMBER = "发文字号"
SIGNER = "签发人"
IMPRINT = "版记"
THICK_RULE = "版记粗线"
THIN_RULE = "版记细线"
# of review copies alone
HEADER = "header"
COMMENT_TEXT = "annotation text"
COMMENT_REFERENCE = "annotation reference"
NOTES_TITLE = "核稿说明标题"
NOTES_HEADING = "核稿说明小标题"
NOTE = "核稿说明"
DIGEST = "指纹"

_WORDS_OWN = frozenset((TITLE, LEVEL1, LEVEL2, LEVEL3, FOOTER, HEADER, COMMENT_TEXT))


def style_id(name: str) -> str:
    """The styleId of a style name: "heading 1" → "Heading1"."""
    return (name[0].upper() + name[1:]).replace(" ", "")


def character_style(name: str, properties: BaseOxmlElement, *, link: str = "") -> BaseOxmlElement:
    """A style of words within a paragraph."""
    head = [w("name", val=name), *([w("link", val=style_id(link))] if link else [])]
    return w("style", *head, properties, type="character", styleId=style_id(name))


def paragraph_style(
    name: str, *properties: BaseOxmlElement, following: str = "", link: str = ""
) -> BaseOxmlElement:
    """A style of paragraphs; `following` is the style of the paragraph after it."""
    head = [w("name", val=name), w("basedOn", val="Normal")]
    head += [w("next", val=style_id(following))] if following else []
    head += [w("link", val=style_id(link))] if link else []
    mark = {} if name in _WORDS_OWN else {"customStyle": 1}
    return w("style", *head, w("qFormat"), *properties, type="paragraph", styleId=style_id(name), **mark)
