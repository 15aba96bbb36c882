"""What can be given to `fazhi purge`."""

from typing import Annotated

import typer

PurgedGiven = Annotated[
    str,
    typer.Argument(
        metavar="文件", help="收过的文件：文件名、报送文件夹里的路径、本机上的文件，或 SHA-256 的前 8 位以上"
    ),
]
ApproverGiven = Annotated[str, typer.Option("--by", metavar="姓名", help="谁批准清除，记录在案")]
WhyGiven = Annotated[str, typer.Option("--reason", metavar="原因", help="为什么清除，记录在案")]
DoneGiven = Annotated[bool, typer.Option("--yes", help="真的清除，不能恢复；不加只列出要清除什么")]
