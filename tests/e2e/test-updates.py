# SPDX-License-Identifier: GPL-3.0-or-later
"""Updates over a real web server: what is taken, what is refused, and what branch IT is told."""
import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
import pathlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
from world import Publisher, World, run

BUILD = sys.argv[1]


def test_update_arrives():
    with World(BUILD) as world:
        terminal = world.terminal()
        assert terminal.sync()["changed"]
        assert terminal.words("lnb") == "old 0"
        state = world.publisher.set("lnb", "new")
        world.publisher.publish()
        assert terminal.sync()["changed"]
        assert terminal.words("lnb") == "new 0" and terminal.words("rig") == "old 0"
        assert terminal.verify()["lnb"] == state
        assert terminal.publisher("lnb")["seq"] > terminal.publisher("rig")["seq"]


def test_unchanged_run_is_small():
    with World(BUILD) as world:
        minute_ago = time.time() - 60
        os.utime(world.publisher.repository / "metadata/timestamp.json", (minute_ago, minute_ago))
        terminal = world.terminal()
        terminal.sync()
        world.server.requests()
        assert not terminal.sync()["changed"]
        seen = [(status, path) for _, status, _, path in world.server.requests()]
        assert seen == [(404, "/metadata/2.root.json"), (304, "/metadata/timestamp.json")], seen
        world.publisher.tool("refresh", world.publisher.repository)  # only signatures are new
        assert not terminal.sync()["changed"]
        sent = sum(size for _, status, size, _ in world.server.requests() if status == 200)
        assert sent < 2500, sent


def test_only_the_change_is_fetched():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        world.publisher.set("rig", "new")
        world.publisher.publish()
        world.server.requests()
        terminal.sync()
        seen = world.server.requests()
        targets = [path for _, _, _, path in seen if path.startswith("/targets/")]
        assert len(targets) == 1 and targets[0].startswith("/targets/rig/") and targets[0].endswith(".delta"), targets
        sent = sum(size for _, status, size, _ in seen if status == 200)
        assert sent < 5000, sent
        assert terminal.words("rig") == "new 0"


def test_rollback():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        world.publisher.set("rig", "new")
        world.publisher.publish()
        terminal.sync()
        terminal.configure([])  # no network
        done = terminal.ctl("rollback", "rig")
        assert done.returncode == 0 and "edition 2" in done.stdout, (done.stdout, done.stderr)
        assert terminal.words("rig") == "old 0"
        assert terminal.ctl("rollback", "rig").returncode == 1
        done = terminal.ctl("rollback", "nobody", "--json")
        assert done.returncode == 1 and json.loads(done.stdout)["result"] == "nothing-before", done.stdout
        assert terminal.verify()
        terminal.configure([world.server.url()])
        terminal.sync()
        assert terminal.words("rig") == "old 0", "the edition that was left is held"
        world.publisher.set("rig", "newer")
        world.publisher.publish()
        terminal.sync()
        assert terminal.words("rig") == "newer 0"


def forge(path):
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def test_forged_pack_is_refused():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        world.publisher.set("lnb", "new")
        world.publisher.set("rig", "newer")  # with other words: equal deltas are one file
        world.publisher.publish()
        pack = world.publisher.target("lnb")
        good = pack.read_bytes()
        forge(world.publisher.target("lnb", ".delta"))  # stays so: the whole edition is fetched instead
        forge(pack)
        terminal.sync(1, "hash")
        assert terminal.words("lnb") == "old 0"
        assert terminal.words("rig") == "newer 0", "one refused publisher must not stop the others"
        assert terminal.publisher("lnb")["result"] == "hash" and terminal.publisher("rig")["result"] == "ok"
        text = terminal.ctl("status")
        assert text.returncode == 1 and "is not what the publisher signed" in text.stdout, text.stdout
        pack.write_bytes(good + b"more")
        terminal.sync(1, "length")
        pack.write_bytes(good)
        terminal.sync()
        assert terminal.words("lnb") == "new 0"


def test_forged_metadata_is_refused():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        world.publisher.set("lnb", "new")
        world.publisher.publish()
        stamp = world.publisher.repository / "metadata" / "timestamp.json"
        stamp.write_text(stamp.read_text().replace('"version":', '"version":1', 1))
        terminal.sync(1, "signature")
        stamp.write_text("{")
        terminal.sync(1, "format")
        assert terminal.words("lnb") == "old 0"


def test_other_keys_are_refused():
    with World(BUILD) as world:
        other = Publisher(world.tools, world.folder, "other")
        other.set("lnb", "forged")
        other.publish()
        terminal = world.terminal()
        terminal.sync()
        shutil.rmtree(world.publisher.repository)
        shutil.copytree(other.repository, world.publisher.repository)
        # Made within the same second and as long: nginx would give both timestamps one ETag.
        os.utime(world.publisher.repository / "metadata/timestamp.json")
        terminal.sync(1, "signature")
        assert terminal.words("lnb") == "old 0"


def test_expired_is_refused():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        world.publisher.set("lnb", "new")
        world.publisher.publish("--expires", "timestamp=1s")
        run("sleep", "2.1")
        terminal.sync(1, "expired")
        assert terminal.words("lnb") == "old 0", "expiry stops imports, never reading"
        world.publisher.tool("refresh", world.publisher.repository)
        terminal.sync()
        assert terminal.words("lnb") == "new 0"


def test_rollback_is_refused():
    with World(BUILD) as world:
        old = world.folder / "yesterday"
        shutil.copytree(world.publisher.repository, old)
        terminal = world.terminal()
        world.publisher.set("lnb", "new")
        world.publisher.publish()
        terminal.sync()
        shutil.rmtree(world.publisher.repository)
        shutil.copytree(old, world.publisher.repository)
        terminal.sync(1, "rollback")
        assert terminal.words("lnb") == "new 0"


def test_server_down():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        world.server.stop()
        terminal.sync(4, "unreachable")
        assert terminal.words("lnb") == "old 0"
        assert terminal.ctl("status").returncode == 4


def test_pages_instead_of_metadata():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        for name in ("portal", "redirect"):
            terminal.configure([world.server.url(name)])
            terminal.sync(4, "captive-portal")
        terminal.configure([world.server.url("ill")])
        terminal.sync(4, "server")
        terminal.configure([world.server.url("tls")])  # nobody vouches for its certificate
        terminal.sync(4, "certificate")
        terminal.configure([world.server.url("portal"), world.server.url("good")])  # the second one helps
        terminal.sync()
        assert terminal.words("lnb") == "old 0"


def test_redirect_on_the_same_host():
    with World(BUILD) as world:
        terminal = world.terminal("moved", "/old")
        assert terminal.sync()["changed"]


def test_proxy():
    with World(BUILD) as world:
        dead = "http://127.0.0.1:1"
        terminal = world.terminal()
        terminal.configure([dead], proxy=world.server.url())
        terminal.sync()  # nobody listens there: it went through the proxy
        terminal.configure([world.server.url()])
        terminal.sync(env=dict(os.environ, http_proxy=dead, https_proxy=dead, all_proxy=dead, ALL_PROXY=dead))


def test_off():
    with World(BUILD) as world:
        terminal = world.terminal(trust=False)
        terminal.sync(3, "off-no-root")
        terminal.trust(world.publisher.root)
        terminal.configure([])
        terminal.sync(3, "off-no-repository")
        assert terminal.status()["updates"] is False


def test_trust():
    with World(BUILD) as world:
        terminal = world.terminal(trust=False)
        done = terminal.ctl("trust", world.publisher.root, "--sha256", "0" * 64)
        assert done.returncode == 1 and not terminal.root.exists()
        assert terminal.ctl("trust", world.publisher.root).returncode == 2
        bad = world.folder / "bad.json"
        bad.write_text(world.publisher.root.read_text().replace('"version":1', '"version":2', 1))
        import hashlib
        done = terminal.ctl("trust", bad, "--sha256", hashlib.sha256(bad.read_bytes()).hexdigest())
        assert done.returncode == 1 and not terminal.root.exists(), "a root that is not signed by itself"
        terminal.trust(world.publisher.root)
        assert terminal.root.read_bytes() == world.publisher.root.read_bytes()
        assert terminal.root.stat().st_mode & 0o777 == 0o644


def test_import_from_a_folder():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.configure([])
        stick = world.folder / "stick"
        shutil.copytree(world.publisher.repository, stick)
        done = terminal.ctl("import", stick)
        assert done.returncode == 0, done.stderr
        assert terminal.words("lnb") == "old 0"
        world.publisher.set("lnb", "new")
        world.publisher.publish()
        shutil.rmtree(stick)
        shutil.copytree(world.publisher.repository, stick)
        newest = stick / world.publisher.target("lnb").relative_to(world.publisher.repository)
        real = stick / "elsewhere"
        newest.rename(real)
        newest.symlink_to(real)
        for delta in stick.rglob("*.delta"):  # a stick need not carry any
            delta.unlink()
        assert terminal.ctl("import", stick).returncode == 1, "a link on a stick"
        assert terminal.words("lnb") == "old 0"
        newest.unlink()
        real.rename(newest)
        assert terminal.ctl("import", stick).returncode == 0
        assert terminal.words("lnb") == "new 0"


def test_two_writers_never_meet():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        with open(terminal.state / "lock", "r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.write("tiltas (process 7)\n")
            lock.flush()
            answer = terminal.sync(5, "busy")
            assert "process 7" in answer["detail"]
            assert terminal.status()["running"] == "tiltas (process 7)"
        terminal.sync()
        assert "running" not in terminal.status()


def test_damaged_store_is_repaired():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        path = terminal.store_path()
        path.write_bytes(b"x" * path.stat().st_size)
        for tail in ("-wal", "-shm"):
            if os.path.exists(f"{path}{tail}"):
                os.unlink(f"{path}{tail}")
        terminal.sync()
        assert terminal.words("lnb") == "old 0"
        assert any(p.name.startswith("damaged-") for p in terminal.state.iterdir())


def test_config_check():
    with World(BUILD) as world:
        terminal = world.terminal()
        assert terminal.ctl("config", "check").returncode == 0
        terminal.config.write_text("[updates]\nrepositories=http://updates.example/\nintervall=60\n")
        done = terminal.ctl("config", "check")
        assert done.returncode == 8 and ":2:" in done.stdout and ":3:" in done.stdout, done.stdout


def test_lost_answers():
    """Standard output that cannot be written: the caller, a script, must not take silence for an answer."""
    with World(BUILD) as world:
        terminal = world.terminal()
        for words in (["status"], ["status", "--json"], ["support-bundle", "-"]):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([str(word) for word in terminal.command(*words)], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
            assert done.returncode == 6 and "standard output" in done.stderr, (words, done.returncode, done.stderr)


def test_wrong_command_lines():
    with World(BUILD) as world:
        terminal = world.terminal()
        for words in ([], ["dance"], ["import"], ["sync", "more"], ["config", "eat"], ["--nonsense"], ["rollback"], ["rollback", "rig", "lnb"],
                      ["export"], ["stats", "more"], ["support-bundle"], ["status", "more"], ["verify", "more"], ["set-pin", "1234"], ["set-pin"],
                      # Options of other verbs: what seems to be tried only must not be done.
                      ["sync", "--dry-run"], ["rollback", "rig", "-n"], ["export", "somewhere", "-n"], ["trust", "file", "-n"], ["status", "--csv"],
                      ["-s", "", "status"], ["import", "\udcff"]):
            done = terminal.ctl(*words)
            assert done.returncode == 2 and done.stderr and not done.stdout, (words, done.returncode)
        assert not (terminal.state / "staff-pin").exists()


tap.main([(name[5:].replace("_", "-"), function) for name, function in list(globals().items()) if name.startswith("test_")])
