# SPDX-License-Identifier: GPL-3.0-or-later
"""What `tiltasctl status` makes of a terminal: it asks store, disk, clock and the last runs, changes nothing, and ends
with 0 only where nobody need look."""
import hashlib
import json
import os
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
from world import World, run

BUILD = sys.argv[1]
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"


def status(terminal, code, *words, **kwargs):
    """Exit code and reasons, in JSON and in text, which name the same. Returns the JSON object."""
    done = terminal.ctl("status", "--json", **kwargs)
    assert done.returncode == code, f"exit {done.returncode}, expected {code}:\n{done.stdout}{done.stderr}"
    answer = json.loads(done.stdout)
    assert [r["word"] for r in answer["reasons"]] == list(words), answer["reasons"]
    assert answer["verdict"] == {0: "ok", 9: "attention"}.get(code, words[0] if words else None), answer["verdict"]
    text = terminal.ctl("status", **kwargs)
    assert text.returncode == code
    for reason in answer["reasons"]:
        assert reason["sentence"] and reason["sentence"] in text.stdout, text.stdout
    return answer


def damage(path, share=0.5):
    """Overwrites pages in the second half: header and tables of contents stay good."""
    size = path.stat().st_size
    with open(path, "r+b") as file:
        for offset in range(int(size * share) // 4096 * 4096, size, 4096):
            file.seek(offset)
            file.write(b"\xff" * 4096)


def close_journal(path):
    for tail in ("-wal", "-shm"):
        pathlib.Path(f"{path}{tail}").unlink(missing_ok=True)


def files(folder):
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file() and not p.name.endswith(("-wal", "-shm"))}


def test_from_the_first_day_to_well():
    with World(BUILD) as world:
        terminal = world.terminal(trust=False)
        assert terminal.ctl("status").returncode == 3
        assert not files(terminal.state), "to look makes nothing"
        terminal.trust(world.publisher.root)
        before = files(terminal.state)
        answer = status(terminal, 9, "store-none", "never-updated")
        assert answer["store"]["condition"] == "none" and answer["trust"]["root_version"] == 1
        assert files(terminal.state) == before
        terminal.sync()
        answer = status(terminal, 0)
        assert answer["store"] == {"condition": "sound", "bundled": False, "file": terminal.store_path().name}, answer["store"]
        assert abs(answer["clock"]["now"] - time.time()) < 60 and answer["clock"]["trusted"]
        assert answer["trust"]["signed_until"] > time.time()
        assert answer["disk"]["free"] > answer["disk"]["needed"] > 64 << 20 and answer["disk"]["writable"]


def test_damaged_store():
    with World(BUILD) as world:
        terminal = world.terminal()
        world.publisher.set("lnb", "many", 300)
        world.publisher.publish()
        terminal.sync()
        good = terminal.verify()
        path = terminal.store_path()
        close_journal(path)
        damage(path)
        before = files(terminal.state)
        answer = status(terminal, 7, "store-damaged")
        assert answer["store"]["condition"] == "damaged"
        assert files(terminal.state) == before, "to look repairs nothing"
        assert terminal.sync()["repaired"], "as the kiosk does"
        status(terminal, 0)
        assert terminal.verify() == good
        assert any(p.name.startswith("damaged-") for p in terminal.state.iterdir())


def test_replaced_store():
    """Set aside and replaced by what the program came with: not the edition that was there, and not well."""
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        newest = terminal.publisher("lnb")["seq"]
        path = terminal.store_path()
        close_journal(path)
        path.write_bytes(b"x" * path.stat().st_size)
        status(terminal, 7, "store-damaged")
        terminal.verify()  # opens it to write: replaces it
        answer = status(terminal, 9, "store-replaced")
        assert answer["set_aside"].startswith("damaged-")
        shown = terminal.publisher("lnb")["seq"]
        text = terminal.ctl("status").stdout.split("Publishers")[1]
        assert shown < newest and f"edition {shown}" in text and f"edition {newest}" not in text, text
        terminal.sync()
        status(terminal, 0)


def test_exit_status_in_help_and_manual():
    manual = (pathlib.Path(__file__).resolve().parents[2] / "data/man/tiltasctl.1").read_text()
    listed = re.findall(r"^\.B (\d)$", manual.split(".SH EXIT STATUS")[1].split(".SH ")[0], re.MULTILINE)
    with World(BUILD) as world:
        told = world.terminal().ctl("--help").stdout.split("Exit status:")
    assert listed == list("0123456789") == re.findall(r"^  (\d)  ", told[1], re.MULTILINE), (listed, told)


def test_held_edition():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        world.publisher.set("lnb", "new")
        world.publisher.publish()
        terminal.sync()
        newest = terminal.publisher("lnb")["seq"]
        assert terminal.ctl("rollback", "lnb").returncode == 0
        for _ in range(2):
            answer = status(terminal, 9, "held")
            entry = terminal.publisher("lnb")
            assert entry["seq"] < newest and entry["held"] == newest, entry
            assert f"edition {entry['seq']} is shown" in answer["reasons"][0]["detail"]
            terminal.sync()
        assert terminal.ctl("rollback", "--undo", "rig").returncode == 1, "nothing of it is held"
        done = terminal.ctl("rollback", "--undo", "lnb", "--json")
        assert done.returncode == 0 and json.loads(done.stdout)["released"] == newest, done.stdout + done.stderr
        status(terminal, 0)
        assert terminal.sync()["changed"]
        assert terminal.publisher("lnb")["seq"] == newest and terminal.words("lnb") == "new 0"
        assert terminal.ctl("rollback", "lnb").returncode == 0, "and back again"
        status(terminal, 9, "held")


def test_disk():
    """A full file system, and one that became read-only."""
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        small = world.folder / "small"
        small.mkdir()
        command = f"{' '.join(terminal.command('status', '--json'))} --state-dir {small}"
        script = (f"mount -t tmpfs -o size=20m none {small} && cp -a {terminal.state}/. {small}/ && {command} > {world.folder}/low; echo $?; "
                  f"dd if=/dev/zero of={small}/ballast bs=64k 2>/dev/null; {command} > {world.folder}/full; echo $?; "
                  f"mount -o remount,ro {small} && {command} > {world.folder}/fixed; echo $?")
        done = run("unshare", "--mount", "--map-root-user", "sh", "-c", script, check=False)
        assert done.stdout.split() == ["9", "9", "6"], done.stdout + done.stderr
        for name in ("low", "full"):
            answer = json.loads((world.folder / name).read_text())
            assert [r["word"] for r in answer["reasons"]] == ["disk-low"], answer["reasons"]
            assert answer["publishers"][0]["seq"] > 0
        assert json.loads((world.folder / "fixed").read_text())["verdict"] == "read-only"


def test_what_root_left_behind():
    """A lock that the kiosk's user cannot open keeps every update away."""
    if os.getuid() != 0:
        return
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        world.folder.chmod(0o755)
        for path in (terminal.state, *terminal.state.rglob("*")):
            os.chown(path, 65534, 65534)
        status(terminal, 0)
        (terminal.state / "lock").chmod(0o600)
        os.chown(terminal.state / "lock", 0, 0)
        answer = status(terminal, 6, "read-only")
        assert "/lock: Permission denied" in answer["reasons"][0]["detail"], answer["reasons"]


def test_age():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        path = terminal.state / "status.json"
        report = json.loads(path.read_text())
        path.write_text(json.dumps(report | {"last_success": report["last_success"] - 3 * 86400}))
        answer = status(terminal, 9, "stale")
        path.write_text(json.dumps(report))
        status(terminal, 0)
        # A long interval: then the end of the signature tells.
        terminal.config.write_text(terminal.config.read_text().replace("[updates]", "[updates]\ninterval=604800"))
        answer = status(terminal, 9, "stale", env=dict(os.environ, LD_PRELOAD=FAKETIME, FAKETIME="+10d"))
        assert "signature" in answer["reasons"][0]["detail"], answer["reasons"]
        # Before the content was published: nothing can be said of today.
        answer = status(terminal, 9, "clock", env=dict(os.environ, LD_PRELOAD=FAKETIME, FAKETIME="-3000d"))
        assert not answer["clock"]["trusted"]


tap.main([(name[5:].replace("_", "-"), function) for name, function in list(globals().items()) if name.startswith("test_")])
