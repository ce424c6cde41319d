# SPDX-License-Identifier: GPL-3.0-or-later
"""Many publishers in one repository: all arrive, and what one of them does wrong keeps no other from arriving."""
import calendar
import functools
import http.server
import json
import os
import pathlib
import shutil
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
from world import World, run

BUILD = sys.argv[1]
LIBRARIES = [f"lib{number:02d}" for number in range(1, 65)]  # with the two of the world: 66


def listed(world, ids):
    """Entries that name nothing but the publisher: limits are the usual ones."""
    return json.dumps({"publishers": [{"id": one, "name": {"lt": one}, "languages": ["lt"]} for one in ids]})


def test_sixty_six_publishers():
    """Sixty municipal libraries, counties and the nation."""
    with World(BUILD) as world:
        publisher = world.publisher
        ids = ["lnb", "rig", *LIBRARIES]
        for one in LIBRARIES:
            run(publisher.program, "keygen", publisher.keys / f"{one}.pem")
            publisher.set(one, "first")
        (publisher.packs / "publishers.json").write_text(listed(world, ids))
        publisher.publish()
        shown = json.loads(run(publisher.program, "show", "--json", publisher.repository).stdout)
        assert len(shown["publishers"]) == 66 and shown["problems"] == [], shown["problems"]
        terminal = world.terminal()
        assert terminal.sync()["changed"]
        assert sorted(terminal.verify()) == sorted(ids)
        assert {p["result"] for p in terminal.status()["publishers"]} == {"ok"}
        publisher.set("lib64", "second")
        publisher.publish()
        terminal.sync()
        assert terminal.words("lib64") == "second 0" and terminal.words("lib63") == "first 0"


def test_friday_stick_on_monday():
    """With the usual terms; on Thursday it is too old."""
    with World(BUILD) as world:
        friday = calendar.timegm((2027, 1, 1, 16, 0, 0))
        world.publisher.set("lnb", "of Friday")
        world.publisher.publish("--now", str(friday))
        terminal = world.terminal()
        for day, code in (("2027-01-07", 1), ("2027-01-04", 0)):
            done = run("faketime", "-f", f"@{day} 09:00:00", *terminal.command("import", world.publisher.repository), check=False,
                       env={**os.environ, "TZ": "UTC"})
            assert (done.returncode == 0) == (code == 0), (day, done.returncode, done.stdout + done.stderr)
        assert terminal.words("lnb") == "of Friday 0"


def restored(world):
    """A terminal at edition 4 of the National Library and a stick that it wrote, and the repository of edition 2 again."""
    publisher, terminal = world.publisher, world.terminal()
    terminal.sync()
    backup = world.folder / "backup"
    shutil.copytree(publisher.repository, backup)
    for words in ("second", "third"):
        publisher.set("lnb", words)
        publisher.publish()
    terminal.sync()
    stick = world.folder / "stick"
    stick.mkdir()
    assert terminal.ctl("export", stick).returncode == 0
    shutil.rmtree(publisher.repository)
    shutil.copytree(backup, publisher.repository)
    publisher.set("lnb", "after the fire")
    return terminal, stick


def test_trap_without_recover():
    """What recover is for: content goes on, terminals stay."""
    with World(BUILD) as world:
        terminal, _ = restored(world)
        world.publisher.publish()
        terminal.sync(code=None, result="rollback")
        assert terminal.words("lnb") == "third 0"


def test_recover_by_stick():
    with World(BUILD) as world:
        terminal, stick = restored(world)
        said = world.publisher.tool("recover", world.publisher.repository, "--seen", stick).stdout
        assert "“lnb”: edition" in said, said
        world.publisher.publish()
        assert terminal.sync()["changed"]
        assert terminal.words("lnb") == "after the fire 0" and terminal.words("rig") == "old 0"
        shown = run(world.publisher.program, "show", world.publisher.repository)
        assert "problem" not in shown.stdout, shown.stdout


def test_recover_by_status():
    with World(BUILD) as world:
        terminal, _ = restored(world)
        status = world.folder / "status.json"
        status.write_text(terminal.ctl("status", "--json").stdout)
        world.publisher.tool("recover", world.publisher.repository, "--seen", status)
        assert terminal.sync()["changed"]  # already the edition of the backup, under a number that is newer
        assert terminal.words("lnb") == "old 0"
        world.publisher.publish()
        terminal.sync()
        assert terminal.words("lnb") == "after the fire 0"


def test_recover_by_number():
    with World(BUILD) as world:
        terminal, _ = restored(world)
        world.publisher.tool("recover", world.publisher.repository, "--past", "50")
        names = [path.name for path in (world.publisher.repository / "metadata").iterdir()]
        assert {"51.snapshot.json", "51.targets.json", "51.lnb.json", "1.root.json"} <= set(names) and "2.root.json" not in names, names
        world.publisher.publish()
        terminal.sync()
        assert terminal.words("lnb") == "after the fire 0"


def test_recover_tells_whose_key_is_elsewhere():
    with World(BUILD) as world:
        _, stick = restored(world)
        (world.publisher.keys / "rig.pem").unlink()
        done = run(world.publisher.program, "recover", world.publisher.repository, "--keys", world.publisher.keys, "--past", "50", check=False)
        assert done.returncode == 3 and "“rig” signs for itself" in done.stdout, done.stdout + done.stderr
        done = run(world.publisher.program, "recover", world.publisher.repository, "--keys", world.publisher.keys, "--past", "50000000", check=False)
        assert done.returncode == 1 and "more than a million" in done.stderr, done.stdout + done.stderr


class Hanging(http.server.SimpleHTTPRequestHandler):
    """Serves everything but the packs of one publisher, for which it says nothing more after the head."""
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        if self.path.startswith("/targets/aaa/"):
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.server.ended.wait(90)
            return
        super().do_GET()

    def log_message(self, *arguments):
        pass


def test_hanging_file():
    """The others wait for it once, by a time limit, and in later runs not at all."""
    with World(BUILD) as world:
        publisher = world.publisher
        run(publisher.program, "keygen", publisher.keys / "aaa.pem")
        publisher.set("aaa", "first")
        (publisher.packs / "publishers.json").write_text(listed(world, ["aaa", "lnb", "rig"]))
        publisher.publish()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Hanging, directory=publisher.repository))
        server.daemon_threads, server.ended = True, threading.Event()
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            terminal = world.terminal()
            terminal.configure([f"http://127.0.0.1:{server.server_address[1]}"])
            assert json.loads(terminal.ctl("sync", "--json").stdout)["result"] == "slow"
            assert terminal.words("lnb") == "old 0" and terminal.words("aaa") is None
            publisher.set("lnb", "new")
            publisher.publish()
            Hanging.asked.clear()
            answer = json.loads(terminal.ctl("sync", "--json").stdout)
            assert answer["result"] == "slow" and "aaa" in json.dumps(answer), answer
            assert terminal.words("lnb") == "new 0"
            order = [path.split("/")[2] for path in Hanging.asked if path.startswith("/targets/") and path.count("/") == 3]
            assert order[0] == "lnb" and order[-1] == "aaa", order
        finally:
            server.ended.set()
            server.shutdown()
            server.server_close()


tap.main([(name[5:].replace("_", "-"), function) for name, function in list(globals().items()) if name.startswith("test_")])
