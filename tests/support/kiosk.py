# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on a private display: started, touched, read through AT-SPI and its own trace marks."""
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import shutil

import tap

TOP = pathlib.Path(__file__).resolve().parents[2]


# A machine with much else to do may take long; a kiosk that does not start is noticed all the same.
START_SECONDS = 180


class Kiosk:
    """One run of the program. One that shows nothing raises tap.Stop: no other test could pass."""

    def __init__(self, display, build, *options, config=None, state_dir=None, language=None, page=None, env=None, wrapper=()):
        self.display = display
        self.build = pathlib.Path(build).resolve()
        self.own_state = state_dir is None
        self.state_dir = state_dir or tempfile.mkdtemp(prefix="tiltas-state-")
        self.trace_path = tempfile.mktemp(prefix="tiltas-trace-")
        self.trace, self.trace_read = [], 0  # marks, and how much of the file they are
        self.log_path = f"{display.folder}/kiosk-{time.monotonic_ns()}.log"
        command = [*wrapper, str(self.build / "src/tiltas"), "--state-dir", self.state_dir,
                   "--config", str(config or TOP / "data/tiltas-dev.conf"), *options]
        if language:
            command += ["--language", language]
        if page:
            command += ["--page", page]
        environment = dict(display.environment, TILTAS_TRACE=self.trace_path, G_DEBUG="fatal-criticals", **(env or {}))
        bounds = self.build / "tests/support/tiltas-bounds.so"
        if bounds.exists():
            environment["LD_PRELOAD"] = ":".join(filter(None, [str(bounds), environment.get("LD_PRELOAD")]))
        self.started = time.clock_gettime(time.CLOCK_MONOTONIC)
        self.log = open(self.log_path, "wb")
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        try:
            self.wait_mark("first-frame", seconds=START_SECONDS)
        except BaseException as error:
            # Left on the display it would stand before all that come after it.
            said = str(error)
            self.kill()
            if isinstance(error, AssertionError):
                raise tap.Stop(f"the kiosk did not start: {said}") from None
            raise

    # Trace marks

    def marks(self, name=None):
        """[(seconds, mark, {key: value})]"""
        if os.path.exists(self.trace_path):
            with open(self.trace_path, "rb") as trace:
                trace.seek(self.trace_read)
                new = trace.read()
            whole = new[:new.rfind(b"\n") + 1]
            self.trace_read += len(whole)
            self.trace += [self._mark(line) for line in whole.decode().splitlines()]
        return [mark for mark in self.trace if name is None or mark[1] == name]

    @staticmethod
    def _mark(line):
        time_us, mark, *values = line.split()
        return int(time_us) / 1e6, mark, dict(value.split("=", 1) for value in values if "=" in value)

    def wait_mark(self, name, count=1, seconds=60):
        end = time.monotonic() + seconds
        while len(self.marks(name)) < count:
            if self.process.poll() is not None:
                raise AssertionError(f"the kiosk ended with {self.process.returncode}:\n{self.output()}")
            if time.monotonic() > end:
                raise AssertionError(f"no mark “{name}” number {count} within {seconds} s:\n{self.output()}")
            time.sleep(0.01)
        return self.marks(name)[count - 1]

    def output(self):
        self.log.flush()
        return pathlib.Path(self.log_path).read_text(errors="replace")

    def warnings(self):
        return [line for line in self.output().splitlines() if re.search(r"WARNING|CRITICAL|ERROR|Unrecognized value", line)]

    def close(self, expect=0):
        """Ends the program as systemd does, and checks that it ends well."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError("the kiosk did not end on SIGTERM") from None
        self.clean()
        if expect is not None and self.process.returncode != expect:
            raise AssertionError(f"the kiosk ended with {self.process.returncode}:\n{self.output()}")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.clean()

    def clean(self):
        if self.own_state:
            shutil.rmtree(self.state_dir, ignore_errors=True)
        if os.path.exists(self.trace_path):
            os.unlink(self.trace_path)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.close()
        else:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            tap.comment(self.output()[-4000:])
            self.clean()
