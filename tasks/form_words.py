"""The words by which a form or slip of ours is known again when it comes back.

Sheet names, headers and labels are what the reader looks for, so they are no wording to be changed at
a site; everything else that forms and slips say is in `templates/forms/`.
"""

from typing import Final

COVER: Final = "封面"
TABLE: Final = "数据统计表"
TEXTS: Final = "文字材料"
GUIDE: Final = "填报说明"
LISTS: Final = "表单选项"

FINDINGS: Final = "问题清单"
OTHER_FINDINGS: Final = "审核问题清单"
"""The first sheet of a return slip; the other where the clerk's file has a sheet of that name already."""

SETTLEMENTS: Final = ("处理方式", "更正为", "理由", "处理人", "识别码")
"""Headings of the office's 问题处理单, which belongs in the inbox and in no department's folder."""

OPINIONS: Final = ("报告原句", "无误", "应改为", "识别码")
"""Headings of a 征求意见表, which answers a draft and is no submission."""

OPINIONS_FORM: Final = "opinions"
ADOPTION_FORM: Final = "adoption"
"""What a 征求意见表 and a 意见采纳情况表 say unseen that they are."""

DEPARTMENT: Final = "填报单位"
YEAR: Final = "年度"
CUTOFF: Final = "数据截止日期"
FILLED_BY: Final = "填报人"
CHECKED_BY: Final = "审核人"
LEADER: Final = "分管领导"
FORM: Final = "表单编号"
VERSION: Final = "表单版本"

ZERO_HEADER: Final = ("数据表", "零报告（本年度无此项工作）")
INDICATORS_ROW: Final = "指标数据"
TICK: Final = "√"

TABLE_HEADER: Final = (
    "序号",
    "指标名称",
    "计量单位",
    "本年数",
    "上年数",
    "上年数更正",
    "口径说明",
    "指标代码",
)
TEXTS_HEADER: Final = ("序号", "栏目", "小标题", "正文", "上年度内容", "栏目代码")
