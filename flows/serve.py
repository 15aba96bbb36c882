"""`fazhi serve`: Prefect's pages on loopback, with the flows waiting to be started there."""

import os
import signal
from types import FrameType

from flows import environment, server
from flows.regions import region_name
from flows.terminal import complain, say


def serve(region: str, port: int) -> bool:
    """Serve until told to stop by Ctrl-C or SIGTERM; False, having said why, where it cannot start.

    `region` (code) is what the forms offer. Where PREFECT_API_URL names a server, the flows are served
    to that one and none is started. Raises ServerError.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where a script started us with &
    signal.signal(signal.SIGTERM, _as_interrupt)
    environment.home().mkdir(parents=True, exist_ok=True)
    try:
        named = os.environ.get("PREFECT_API_URL")
        return _serve_to(named, region) if named else _serve_here(region, port)
    except KeyboardInterrupt:
        say("已结束。")
        return True


def _serve_to(api_url: str, region: str) -> bool:
    _serve_flows(region, f"已就绪：流程已登记到 {api_url}。按 Ctrl-C 结束。")
    return True


def _serve_here(region: str, port: int) -> bool:
    served = server.served_port()
    if served is not None:
        complain(f"已经在运行：{server.url(served)}")
        return False
    if not server.port_is_free(port):
        complain(f"端口 {port} 已被别的程序占用，请另选一个，例如：fazhi serve --port {port + 1}")
        return False
    say("正在启动 Prefect 服务……")
    with server.running(port, ui=True) as own:
        os.environ["PREFECT_API_URL"] = server.api_url(port)
        server.wait_until_ready(own)
        with server.announced(own):
            ready = f"已就绪：请用浏览器打开 {server.url(port)}，在“Deployments”页启动流程。按 Ctrl-C 结束。"
            _serve_flows(region, ready)
    return True


def _serve_flows(region: str, ready: str) -> None:
    import asyncio

    from prefect.runner import Runner

    from flows.deployments import deployments

    class Interruptible(Runner):
        """Ends as after Ctrl-C: Prefect's own handler forgets to wait for what it stops."""

        def handle_sigterm(self, *_args: object) -> None:
            _as_interrupt(signal.SIGTERM, None)

    # One run at a time: two would write the same year.
    runner = Interruptible(limit=1, pause_on_shutdown=False)
    for deployment in deployments(region_name(region)):
        runner.add_deployment(deployment)
    say(ready)
    asyncio.run(runner.start())


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGINT)
