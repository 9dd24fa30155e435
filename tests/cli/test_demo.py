"""``rettvis demo`` stops when it is told to, and leaves no server behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.browser.running import COMMAND, answers, environment, free_port, running


def test_the_demonstration_leaves_no_server_behind(tmp_path):
    with running(tmp_path) as started:
        assert answers(f"{started.address}/logg-inn/")
    with pytest.raises(URLError):
        answers(f"{started.address}/logg-inn/")


def test_a_demonstration_that_is_stopped_while_it_starts_leaves_no_server_behind(tmp_path):
    port = free_port()
    command = [sys.executable, "-c", COMMAND, "demo", "--no-browser", "--json", "--port", str(port)]
    demo = subprocess.Popen(
        command, env=environment(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
    )
    children = f"/proc/{demo.pid}/task/{demo.pid}/children"
    if not os.path.exists(children):
        demo.kill()
        pytest.skip("need /proc: this system does not tell a process's children")
    while demo.poll() is None and not (child := Path(children).read_text().split()):
        time.sleep(0.05)
    demo.send_signal(signal.SIGTERM)
    demo.wait(timeout=30)
    assert not os.path.exists(f"/proc/{child[0]}")


def test_the_demonstration_does_not_touch_the_database_of_a_real_municipality(tmp_path):
    own = environment(tmp_path) | {"RETTVIS_SECRET_KEY": "only for tests, " * 4, "RETTVIS_HOSTS": "localhost"}
    words = ["install", "--municipality", "3205", "--name", "Lillestrøm", "--unit", "Kontoret"]
    words += [
        "--administrator",
        "anne",
        "--full-name",
        "Anne Lie",
        "--password-file",
        str(tmp_path / "password"),
    ]
    (tmp_path / "password").write_text("et langt og hemmelig ord", encoding="utf-8")
    installed = run(own, *words)
    assert installed.returncode == 0, installed.stderr
    before = (tmp_path / "rettvis.sqlite3").read_bytes()
    refused = run(own, "demo", "--no-browser", "--check", "--port", str(free_port()))
    assert refused.returncode == 2
    assert "Lillestrøm, som ikke er oppdiktet" in refused.stderr
    assert (tmp_path / "rettvis.sqlite3").read_bytes() == before
    checked = run(own | {"RETTVIS_DEMO": "1"}, "serve", "--check")
    assert checked.returncode == 2


def run(own, *words):
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *words], env=own, capture_output=True, text=True, check=False
    )
