# SPDX-License-Identifier: GPL-3.0-or-later
"""A terminal that was set up by the manual's commands, and a National Library whose web server it asks. What differs from
a machine in a branch: no screen (cage draws into nothing), no kernel of its own, and only the loopback."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
for folder in ("tests/support", "tests/e2e"):
    sys.path.insert(0, str(TOP / folder))

import root
from container import Container
from world import Publisher

SOURCES = "/usr/src/tiltas"
STATE = "/var/lib/tiltas"
HOST = "updates.library.test"
PIN = "2580"
# What no machine in a branch has, and these tests need.
EXTRA = ["nginx-light", "faketime", "xdotool", "xvfb"]

HEADLESS = """\
[Unit]
ConditionPathExists=
[Service]
Environment=WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1
"""
NGINX = f"""\
server {{
  listen 127.0.0.1:443 ssl;
  server_name {HOST};
  ssl_certificate /etc/ssl/updates.pem;
  ssl_certificate_key /etc/ssl/updates.key;
  root /srv/library/repository;
}}
"""
# What a technician does in the editor.
EDITOR = f"""\
#!/bin/sh
sed -i 's|^repositories=.*|repositories=https://{HOST}|; s|^interval=.*|interval=60|' "$1"
"""


def manual_commands():
    """The ten commands of the manual, as they are printed there."""
    text = (TOP / "data/man/tiltas.1").read_text()
    block = text.split(".SH INSTALLATION", 1)[1].split(".nf\n", 1)[1].split("\n.fi", 1)[0]
    found = [re.fullmatch(r" *(\d+)  (.+)", line.replace("\\-", "-")) for line in block.splitlines()]
    assert all(found) and [int(f[1]) for f in found] == list(range(1, len(found) + 1)), block
    return [f[2] for f in found]


def manual_packages():
    """What the manual's own apt-get line installs."""
    line = next(c for c in manual_commands() if c.startswith("apt-get install "))
    return [word for word in line.split()[2:] if not word.startswith("-")]


class Machine:
    """One terminal on one release. Make it, set_up(), use it, close()."""

    def __init__(self, build, release, extra=()):
        self.build = pathlib.Path(build).resolve()
        packages = [*root.packages_of("build"), *manual_packages(), *EXTRA, *extra]
        self.container = Container(root.make(release, packages, self.build / "field"))
        try:
            self._surroundings()
        except BaseException:
            self.container.close()
            raise
        self.run, self.journal = self.container.run, self.container.journal

    def close(self):
        self.container.close()

    # ---- Before the manual begins: Debian, the sources, the National Library ----

    def _surroundings(self):
        write = self.container.write
        write("/etc/hostname", "terminal\n")
        write("/etc/hosts", f"127.0.0.1 localhost terminal {HOST}\n")
        write("/etc/resolv.conf", "")
        write("/etc/systemd/system/tiltas.service.d/headless.conf", HEADLESS)
        # udev runs on a machine in a branch; in a container it would stay off, and with it its reload.
        write("/etc/systemd/system/systemd-udevd.service.d/container.conf", "[Unit]\nConditionPathIsReadWrite=\n")
        write("/usr/local/bin/editor", EDITOR, 0o755)
        write("/etc/nginx/conf.d/updates.conf", NGINX)
        self._sources()
        library = self.container.top / "srv/library"
        library.mkdir(parents=True)
        self.library = Publisher(self.build / "src/tools", library)
        for publisher in ("lnb", "rig"):
            self.library.set(publisher, "first")
        self.library.publish()
        etc = self.container.top / "etc/ssl"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90",
                        "-subj", "/CN=Library", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", etc / "updates.key",
                        "-out", etc / "updates.pem"], check=True, capture_output=True)
        shutil.copy(etc / "updates.pem", self.container.top / "usr/local/share/ca-certificates/library.crt")

    def _sources(self):
        """What git knows of the sources, and what is new in them: no build folder."""
        place = self.container.top / SOURCES.lstrip("/")
        place.mkdir(parents=True)
        names = subprocess.run(["git", "-c", f"safe.directory={TOP}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                               cwd=TOP, check=True, capture_output=True).stdout
        pack = subprocess.Popen(["tar", "-c", "--null", "-T", "-", "--ignore-failed-read"], cwd=TOP, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        unpack = subprocess.Popen(["tar", "-x", "--no-same-owner", "-C", str(place)], stdin=pack.stdout)
        pack.stdin.write(names)
        pack.stdin.close()
        assert unpack.wait() == 0 and (place / "dev").exists(), "the sources could not be copied"
        pack.wait()

    # ---- The manual ----

    def step(self, command):
        """One command of the manual, as root, from the folder of the sources."""
        text = ""
        if command.startswith("tiltasctl trust "):
            shutil.copy(self.library.root, self.container.top / SOURCES.lstrip("/") / "root.json")
            command = command.replace("HASH", hashlib.sha256(self.library.root.read_bytes()).hexdigest())
        elif command.startswith("tiltasctl set-pin"):
            text = f"{PIN}\n"
        done = self.run(command, cwd=SOURCES, text=text, check=False, seconds=900)
        if command.endswith("sysctl --system"):
            # Keys of the kernel are not a container's to set; which are read is seen all the same.
            assert "/usr/lib/sysctl.d/60-tiltas.conf" in done.out, str(done)
            return
        assert done.code == 0, str(done)

    # ---- The terminal at work ----

    def ctl(self, arguments, user="root", code=0, text=""):
        """tiltasctl in the terminal; its standard output. code: how it has to end, or None."""
        done = self.run(f"tiltasctl {arguments}", user, check=False, text=text)
        assert code is None or done.code == code, f"expected {code}: {done}"
        return done.out

    def answer(self, arguments, user="root", code=None):
        """The same with --json: the object."""
        done = self.run(f"tiltasctl --json {arguments}", user, check=False)
        assert code is None or done.code == code, f"expected {code}: {done}"
        try:
            return json.loads(done.out)
        except ValueError:
            raise AssertionError(str(done)) from None

    def sync(self, user="tiltas", code=0, result="ok"):
        """Looks for updates; waits while the kiosk itself does."""
        end = time.monotonic() + 60
        while (answer := self.answer("sync", user))["result"] == "busy" and time.monotonic() < end:
            time.sleep(0.3)
        again = self.run("true")
        assert again.code == 0
        assert answer["result"] == result, answer
        return answer

    def stored(self):
        """{publisher: hash} of what is stored; fails when it is not what was signed."""
        return {e["id"]: e["state"] for e in self.answer("verify", "tiltas", 0)["editions"]}

    def words(self, publisher, number=0):
        """The description of a service in the store."""
        state = self.container.top / STATE.lstrip("/")
        with sqlite3.connect(f"file:{state / (state / 'current').read_text().strip()}?mode=ro", uri=True) as store:
            row = store.execute("SELECT raw FROM record WHERE key = ?", (f"{publisher}/service-text/s{number:06d}/en",)).fetchone()
        return json.loads(row[0])["description"] if row else None

    def kiosk(self):
        """Process of the kiosk, as the terminal counts."""
        return int(self.run("pgrep -x -u tiltas tiltas", check=False).out.split()[0])

    def wait_ready(self, seconds=120):
        """Until systemd calls the service active: the first screen stands."""
        self.container.until("systemctl is-active --quiet tiltas", seconds=seconds)

    def publish(self, words, count=1, publisher="lnb"):
        """Publishes another edition; its hash."""
        state = self.library.set(publisher, words, count)
        self.library.publish()
        return state

    def journal_since(self, mark):
        """What the service has said since the mark of `now()`."""
        return self.run(f"journalctl -u tiltas --no-pager --after-cursor='{mark}'").out

    def now(self):
        """A mark in the journal."""
        found = re.search(r"^-- cursor: (.+)$", self.run("journalctl -n 1 --show-cursor --no-pager").out, re.M)
        return found[1]
