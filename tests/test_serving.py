"""`gongkai serve` where it cannot listen: one sentence and what to do, never a trace."""

import socket

import pytest

from gongkai.console import serve


@pytest.mark.parametrize("port", ["taken", 70000])
def test_a_port_that_cannot_be_had_is_said_in_a_sentence(port, tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        wanted = other.getsockname()[1] if port == "taken" else port
        assert serve.listen(tmp_path, "127.0.0.1", wanted) == 2
    said = "".join(capsys.readouterr().err.split())
    assert f"127.0.0.1的{wanted}端口启动" in said and "请换一个" in said and "Traceback" not in said
