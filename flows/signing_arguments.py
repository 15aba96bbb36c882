"""What can be given to the commands about 保密审查 and 签发: its type, its Chinese name, its help."""

from pathlib import Path
from typing import Annotated

import typer

StepGiven = Annotated[str, typer.Option("--step", metavar="步骤", help="初审、复审或者批准")]
ReviewerGiven = Annotated[str, typer.Option("--by", metavar="姓名", help="审查人的姓名")]
NotPassed = Annotated[
    bool, typer.Option("--not-passed", help="审查不通过，要用 --remarks 写明原因；不写就是通过")
]
DayGiven = Annotated[str, typer.Option("--date", metavar="日期", help="哪一天，写成 2024-02-20，默认今天")]
RemarksGiven = Annotated[str, typer.Option("--remarks", metavar="备注", help="备注")]
ReviewedVersionGiven = Annotated[
    str, typer.Option("--version", metavar="版本", help="审查的是哪一版，默认是最近生成的")
]
FinalVersion = Annotated[
    str,
    typer.Argument(metavar="版本", help="送审稿的版本（v1、v2……）；报告在别处定稿、这里没有送审稿的不写"),
]
DecisionGiven = Annotated[str, typer.Option("--decision", metavar="结果", help="同意或者退回")]
ExaminerGiven = Annotated[str, typer.Option("--reviewer", metavar="姓名", help="审核人的姓名")]
SignerGiven = Annotated[
    str, typer.Option("--signer", metavar="姓名", help="签发人的姓名，与审核人不是同一人；退回的可以不写")
]
SignedScan = Annotated[
    Path | None, typer.Option("--scan", metavar="文件", help="签字页的扫描件（PDF、图片），可以以后再补")
]
SignedGiven = Annotated[
    Path | None,
    typer.Option("--file", metavar="文件", help="最后签署的报告（.docx、.pdf），与数据核对后登记"),
]
AcceptGiven = Annotated[
    str,
    typer.Option("--accept-differences", metavar="原因", help="签署的文件与数据有不符仍要登记的，写明原因"),
]
