#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""demo.py BUILD [FOLDER]: a signed update reaches a running kiosk, and a forged one does not.

Fresh keys, nginx on loopback, the real content and the real kiosk: on your display when there is one, else on a headless
one. Pictures go to FOLDER (screens/demo)."""
import csv
import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import content  # noqa: E402
from display import Display  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from screen import Screen  # noqa: E402
from touch import Input  # noqa: E402
from world import Terminal, WebServer, run  # noqa: E402

TOP = pathlib.Path(__file__).resolve().parents[2]
LANGUAGE, CATEGORY, SERVICE = "en", "documents", "doc-md"
NEW_HOURS, NEW_TIME = "Mo-Th 07:30-18:45; Fr 07:30-15:15", "18:45"
FORGED_HOURS, FORGED_TIME = "Mo-Su 01:11-02:22", "2:22"
# The kiosk looks for updates at a random moment of each minute: two can lie two minutes apart.
UPDATE_SECONDS = 180


class Desktop:
    """The display of whoever started the demo, with what Display offers."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="tiltas-demo-")
        self.environment = dict(os.environ)
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "XDG_RUNTIME_DIR", "HOME"):
            self.environment.setdefault(name, "")
        self.width, self.height = 1080, 1080

    def screenshot(self, path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        subprocess.run(["import", "-window", "root", "-silent", f"png:{path}"], env=self.environment, check=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)


class Library:
    """The National Library's side: content, keys, repository."""

    def __init__(self, build, folder):
        self.program = build / "src/tools/tiltas-publish"
        self.content, self.keys, self.repository = folder / "content", folder / "keys", folder / "repository"
        shutil.copytree(TOP / "content", self.content)
        self.keys.mkdir()
        run(self.program, "init", "--keys", self.keys, self.repository)
        for publisher in json.loads((self.content / "publishers.json").read_text())["publishers"]:
            run(self.program, "keygen", self.keys / f"{publisher['id']}.pem")
            run(self.program, "delegate", "--keys", self.keys, self.repository, publisher["id"])
        self.root = self.repository / "metadata/1.root.json"

    def set_hours(self, hours):
        path = self.content / "lnb/services/services.csv"
        with open(path, encoding="utf-8", newline="") as table:
            reader = csv.DictReader(table)
            names, rows = reader.fieldnames, list(reader)
        for row in rows:
            if row["id"] == SERVICE:
                row.update(schedule=hours, verified="yes", checked=datetime.date.today().isoformat())
        with open(path, "w", encoding="utf-8", newline="") as table:
            writer = csv.DictWriter(table, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def publish(self):
        run(self.program, "publish", "--keys", self.keys, "--content", self.content, "--icons", TOP / "icons", self.repository)

    def forge(self):
        """Changes the newest files of the National Library behind the back of its keys, whole pack and delta."""
        for pattern in ("*.pack.jsonl.zst", "*.delta"):
            newest = max((self.repository / "targets/lnb").glob(pattern), key=lambda f: f.stat().st_mtime_ns)
            data = bytearray(newest.read_bytes())
            data[len(data) // 2] ^= 0xFF
            newest.write_bytes(data)


class Visitor:
    """Reads the screen as a screen reader does, and touches it."""

    def __init__(self, display, kiosk, pictures):
        self.display, self.kiosk, self.pictures = display, kiosk, pictures
        self.screen = Screen(display)
        self.hands = Input(display.folder, display.width, display.height) if isinstance(display, Display) else None
        if self.hands is not None:
            self.hands.kiosk = kiosk
        self.step = 0

    def tap(self, name, exact=True):
        node = self.screen.wait(name, seconds=20, exact=exact)
        if self.hands is not None:
            self.hands.tap(*node.centre)
        else:
            while node is not None and not node.actions():
                node = node.parent
            assert node is not None, f"“{name}” cannot be pressed"
            node.act(0)

    def open_service(self):
        self.tap(content.service(SERVICE, LANGUAGE)["name"], exact=False)
        self.screen.wait(content.service(SERVICE, "lt")["name"], seconds=20, exact=False)
        time.sleep(0.5)
        return " | ".join(self.screen.texts())

    def back(self):
        self.tap(content.message("Back", LANGUAGE), exact=False)
        self.screen.wait(content.service(SERVICE, LANGUAGE)["name"], seconds=20, exact=False)

    def picture(self, name):
        self.step += 1
        path = self.pictures / f"{self.step}-{name}.png"
        self.display.screenshot(str(path))
        print(f"  picture {path}", flush=True)


def say(text):
    print(text, flush=True)


def wait_for(what, ready, kiosk):
    begin = time.monotonic()
    while not ready():
        assert kiosk.process.poll() is None, "the kiosk ended:\n" + kiosk.output()
        assert time.monotonic() - begin < UPDATE_SECONDS, f"{what}: not within {UPDATE_SECONDS} s\n" + kiosk.output()
        time.sleep(0.2)
    return time.monotonic() - begin


def configuration(terminal, url):
    terminal.config.write_text((TOP / "data/tiltas-dev.conf").read_text() +
                               f"\n[updates]\nrepositories={url}\ninterval=60\nroot={terminal.root}\n"
                               f"[paths]\nbundled={terminal.bundled}\n", encoding="utf-8")


def show(library, terminal, visitor, kiosk):
    before = visitor.open_service()
    assert NEW_TIME not in before, before
    visitor.picture("old-hours")
    number = terminal.publisher("lnb")["seq"]
    say(f"The kiosk shows edition {number} of the National Library. Now its hours change: {NEW_HOURS}")
    library.set_hours(NEW_HOURS)
    library.publish()
    say("Published and signed. The kiosk looks for updates by itself about once a minute …")
    waited = wait_for("the new edition", lambda: terminal.publisher("lnb")["seq"] > number, kiosk)
    say(f"After {waited:.0f} s the kiosk has it. The open page stays as it is; the next one shows the new hours.")
    assert NEW_TIME not in " | ".join(visitor.screen.texts()), "the open page changed under the visitor"
    visitor.picture("page-left-alone")
    visitor.back()
    after = visitor.open_service()
    assert NEW_TIME in after, f"the new hours are not on the screen: {after}"
    visitor.picture("new-hours")
    say(f"New hours on the screen, without a restart: {NEW_TIME}")


def show_forged(library, terminal, visitor, kiosk):
    say(f"Now somebody changes a pack on the server without the keys: {FORGED_HOURS}")
    library.set_hours(FORGED_HOURS)
    library.publish()
    library.forge()
    wait_for("the refusal", lambda: terminal.publisher("lnb")["result"] == "hash", kiosk)
    visitor.back()
    after = visitor.open_service()
    assert NEW_TIME in after and FORGED_TIME not in after, after
    visitor.picture("forged-pack-refused")
    say("It is refused, the good hours stay, and branch IT reads in `tiltasctl status`:\n")
    done = terminal.ctl("status")
    assert done.returncode == 1 and re.search(r"hash:", done.stdout), done.stdout
    print("".join(f"    {line}\n" for line in done.stdout.splitlines()))


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else TOP / "screens/demo").resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tiltas-demo-"))
    server = None
    try:
        say("Fresh keys, a repository built from content/, nginx on this machine, an empty terminal.")
        library = Library(build, folder)
        library.publish()
        server = WebServer(folder / "nginx", library.repository)
        terminal = Terminal(build / "src/tools", folder, build / "content/bundled.db")
        configuration(terminal, server.url())
        terminal.trust(library.root)
        terminal.sync()
        own = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        with (Desktop() if own else Display(1080, 1920)) as display:
            options = ["--size", "1080x1080"] if own else []
            with Kiosk(display, build, *options, config=terminal.config, state_dir=str(terminal.state), language=LANGUAGE,
                       page=f"category:{CATEGORY}") as kiosk:
                visitor = Visitor(display, kiosk, pictures)
                show(library, terminal, visitor, kiosk)
                show_forged(library, terminal, visitor, kiosk)
        say(f"Pictures are in {pictures}")
    finally:
        if server is not None:
            server.close()
        shutil.rmtree(folder, ignore_errors=True)


main()
