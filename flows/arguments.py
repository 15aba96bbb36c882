"""What can be given to a command: its type, its Chinese name, its help."""

from pathlib import Path
from typing import Annotated

import typer

YearGiven = Annotated[
    int, typer.Argument(metavar="年份", min=2000, max=2100, help="报告所属年份，2000 至 2100 之间，例如 2023")
]
RegionGiven = Annotated[
    str, typer.Option("--region", metavar="镇街", help="镇街的名称、简称或代码，默认用本站设置")
]
LatestYear = Annotated[
    int | None,
    typer.Option("--year", metavar="年份", min=2000, max=2100, help="查哪一年，默认是有报送文件的最近一年"),
]
WhatGiven = Annotated[
    str,
    typer.Argument(metavar="数据", help="印出的数字（如 1661）、第几个数据（如 第12个数据）、指标名称或代码"),
]
VersionGiven = Annotated[
    str, typer.Option("--version", metavar="版本", help="报告的哪一版，写版本名，默认是最近生成的")
]
UntilGiven = Annotated[
    str,
    typer.Option(
        "--until", metavar="日期", help="请各单位在哪一天前反馈，例如 2024-01-20；同一稿再次生成时沿用上次的"
    ),
]
NoteGiven = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="文件", help="把这个数据的来历写成一页数据说明（.docx），内部使用", dir_okay=False
    ),
]
MaterialsOut = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="文件",
        help="写到哪个文件（.docx），默认是 data/returns/镇街/年份/材料汇编.docx",
        dir_okay=False,
    ),
]
RuleGiven = Annotated[
    str,
    typer.Argument(metavar="规则", help="规则代码、问题标题或其中几个字（如 台账编号重复），不写列出全部"),
]
DepartmentGiven = Annotated[
    str, typer.Option("--department", metavar="单位", help="只做一个单位的，写名称、简称或代码")
]
FolderGiven = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="文件夹", help="写到哪个文件夹，默认是 data/forms/镇街/年份", file_okay=False
    ),
]
WithdrawnGiven = Annotated[str, typer.Argument(metavar="填报单位", help="填报单位的名称、简称或代码")]
ReasonGiven = Annotated[str, typer.Option("--reason", metavar="原因", help="为什么撤回，记录在案")]
FileNameGiven = Annotated[
    str,
    typer.Option("--file", metavar="文件名", help="只撤回这个文件（各次报送的都撤回），默认撤回已报送的全部"),
]
ByGiven = Annotated[str, typer.Option("--by", metavar="姓名", help="谁要求撤回")]
FileGiven = Annotated[
    Path,
    typer.Argument(metavar="文件", help="一份已有的文件（表格、Word、压缩包）", exists=True, dir_okay=False),
]
WhoseGiven = Annotated[
    str, typer.Option("--department", metavar="单位", help="哪个单位的，默认看所在文件夹、表头和文件名")
]
CheckedYear = Annotated[
    int | None,
    typer.Option("--year", metavar="年份", min=2000, max=2100, help="哪一年的，默认同上"),
]
SlipsGiven = Annotated[
    Path | None,
    typer.Option("--out", metavar="文件夹", help="审核反馈写到哪个文件夹，默认是当前文件夹", file_okay=False),
]
EditedGiven = Annotated[
    Path,
    typer.Argument(
        metavar="文件",
        help="改过的报告（.docx、.odt、.pdf、.html、.txt）",
        exists=True,
        dir_okay=False,
    ),
]
TitleYear = Annotated[
    int | None,
    typer.Option("--year", metavar="年份", min=2000, max=2100, help="报告所属年份，默认看标题"),
]
CopyGiven = Annotated[
    Path | None,
    typer.Option("--out", metavar="文件夹", help="批注稿写到哪个文件夹，默认是当前文件夹", file_okay=False),
]
FinalGiven = Annotated[
    bool,
    typer.Option("--final", help="生成送审稿（v1、v2……），签发后成为定稿；不符合条件的列出全部原因、不生成"),
]
PublishedGiven = Annotated[
    Path,
    typer.Argument(
        metavar="文件",
        help="上年公开的报告（.docx、.odt、.pdf、.html、.txt），或者改好的上年公开数据核对表（.xlsx）",
        exists=True,
        dir_okay=False,
    ),
]
ReplaceGiven = Annotated[bool, typer.Option("--replace", help="已经导入过另一份文件的，换用这一份")]
StartGiven = Annotated[
    Path | None,
    typer.Argument(
        metavar="文件", help="填好的建档表（.xlsx），不写就生成一份空白的", exists=True, dir_okay=False
    ),
]
StartOut = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="文件夹",
        help="空白表或副本写到哪个文件夹，默认是当前文件夹",
        file_okay=False,
    ),
]
PortGiven = Annotated[
    int,
    typer.Option("--port", metavar="端口", min=1024, max=65535, help="网页端口（1024 至 65535），默认 4200"),
]
BeforeGiven = Annotated[
    str,
    typer.Argument(
        metavar="前一版", help="版本名或其开头几个字符（draft-3f2a）、上一版、最新，或一个年份；默认上一版"
    ),
]
AfterGiven = Annotated[str, typer.Argument(metavar="后一版", help="写法同上；默认最新")]
ComparedYear = Annotated[
    int | None,
    typer.Option(
        "--year", metavar="年份", min=2000, max=2100, help="比较哪一年的版本，默认是生成过报告的最近一年"
    ),
]
ComparisonOut = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="文件夹", help="比较表和修订稿写到哪个文件夹，默认是当前文件夹", file_okay=False
    ),
]
CheckGiven = Annotated[
    bool,
    typer.Option(
        "--check",
        help="不生成新的，而是用留存的材料把一个版本（--version，默认是最近生成的）重做一遍，逐个文件比对",
    ),
]
RestoreGiven = Annotated[
    bool,
    typer.Option(
        "--restore", help="同 --check，并把缺失或被改动的文件恢复原样；被改动的另存到该版本的文件夹里"
    ),
]
CheckedVersion = Annotated[
    str,
    typer.Option("--version", metavar="版本", help="与 --check、--restore 合用：版本名，或版本文件夹的路径"),
]
ReleasedVersion = Annotated[
    str, typer.Argument(metavar="版本", help="已签发的哪一版，例如 v1，默认是最近签发的")
]
SentTo = Annotated[
    str, typer.Option("--sent-to", metavar="单位", help="登记上报：报给哪个单位，例如 市委依法治市办")
]
PublishedAt = Annotated[
    str, typer.Option("--published-at", metavar="地址", help="登记公开：网址，或者在哪里公开")
]
ReleasedOn = Annotated[
    str, typer.Option("--date", metavar="日期", help="哪一天上报或公开，例如 2024-02-26，默认今天")
]
ReceiptGiven = Annotated[
    str, typer.Option("--receipt", metavar="回执号", help="上报的收文回执号，可以以后补登")
]
ScanGiven = Annotated[
    Path | None,
    typer.Option("--scan", metavar="文件", help="回执的扫描件或者网页截图，存档备查", dir_okay=False),
]
DraftGiven = Annotated[
    Path,
    typer.Argument(metavar="文件", help="改过的年度底稿（.docx）", exists=True, dir_okay=False),
]
DraftOut = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="文件", help="写到哪个文件，默认在 data/reports/镇街/年份 里", dir_okay=False
    ),
]
AdoptedGiven = Annotated[
    Path,
    typer.Argument(
        metavar="文件",
        help="改过的报告（.docx、.odt），由本系统生成的一版改成",
        exists=True,
        dir_okay=False,
    ),
]
MadeVersion = Annotated[
    str,
    typer.Option("--version", metavar="版本", help="由报告的哪一版改成，默认是最近生成的，或最接近的一版"),
]
AnswerGiven = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="文件夹",
        help="收回情况和问题处理单写到哪个文件夹，默认是当前文件夹",
        file_okay=False,
    ),
]
