# SPDX-License-Identifier: GPL-3.0-or-later
"""Sticks: what a dry run tells, what is refused and with which sentence, and one terminal's content carried to the next;
and what tiltasctl does as root."""
import fcntl
import hashlib
import json
import os
import pathlib
import pty
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
from world import Publisher, World, pack_of, run, service

BUILD = sys.argv[1]


def tree(folder):
    """Every file's hash and mode, and every folder; but SQLite's own notes of who reads."""
    return {str(p.relative_to(folder)): (p.lstat().st_mode, hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else None)
            for p in sorted(folder.rglob("*")) if not p.name.endswith("-shm") and not (p.name.endswith("-wal") and p.stat().st_size == 0)}


def copy(world, name="stick"):
    stick = world.folder / name
    shutil.copytree(world.publisher.repository, stick)
    return stick


def look(terminal, stick, code=0):
    """The plan of a dry run, which must change nothing."""
    before = tree(terminal.state)
    done = terminal.ctl("import", stick, "--dry-run", "--json")
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    plain = terminal.ctl("import", stick, "--dry-run")
    after = tree(terminal.state)
    assert plain.returncode == code
    assert before == after, sorted(set(before.items()) ^ set(after.items()))[:3]
    plan = json.loads(done.stdout)
    assert plan["sentence"] and plan["sentence"] in plain.stdout, plan
    return plan


def offline(world, **kwargs):
    terminal = world.terminal(**kwargs)
    terminal.configure([])
    terminal.verify()  # makes the store from the bundled one
    return terminal


def test_dry_run_lists_languages():
    with World(BUILD) as world:
        world.publisher.set("lnb", "old", 3)
        world.publisher.publish()
        terminal = offline(world)
        stick = copy(world)
        plan = look(terminal, stick)
        entries = {p["publisher"]: p for p in plan["publishers"]}
        assert plan["result"] == "newer" and plan["bytes_needed"] > 64 << 20 and plan["bytes_free"] > 0, plan
        assert entries["lnb"]["result"] == "newer" and entries["lnb"]["added"] == 6, plan
        assert entries["rig"]["result"] == "new" and entries["rig"]["here"] == 0 and entries["rig"]["added"] == 2, plan
        assert terminal.ctl("import", stick).returncode == 0
        assert look(terminal, stick)["result"] == "same"
        # One text changed, one service gone, one more.
        records = [r for n in (0, 2, 3) for r in service("lnb", n, f"old {n}")]
        records[1]["description"] = "changed"
        world.publisher.set_records("lnb", records)
        world.publisher.publish()
        plan = look(terminal, copy(world, "newer"))
        entry = next(p for p in plan["publishers"] if p["publisher"] == "lnb")
        assert entry["result"] == "newer" and entry["there"] == entry["here"] + 1, entry
        assert entry["languages"] == {"en": {"added": 1, "changed": 1, "removed": 1}, "-": {"added": 1, "changed": 0, "removed": 1}}, entry
        assert terminal.words("lnb") == "old 0", "a dry run imported"
        assert terminal.ctl("import", world.folder / "newer").returncode == 0
        assert terminal.words("lnb") == "changed"
        # The stick of yesterday.
        assert look(terminal, stick, code=1)["result"] == "rollback"
        assert terminal.ctl("rollback", "lnb").returncode == 0
        plan = look(terminal, world.folder / "newer")
        assert next(p for p in plan["publishers"] if p["publisher"] == "lnb")["result"] == "held", plan


def refusals(world):
    """name → (what is done to a good stick, word, exit code)"""
    def damage(stick):
        for file in stick.glob("targets/lnb/*"):
            data = bytearray(file.read_bytes())
            data[len(data) // 2] ^= 1
            file.write_bytes(data)

    def longer(stick):
        for file in stick.glob("targets/lnb/*"):
            file.write_bytes(file.read_bytes() + b"x" * 100)

    def half(stick):
        for file in stick.glob("targets/lnb/*"):
            file.unlink()

    def link(stick):
        for file in stick.glob("targets/lnb/*"):
            kept = stick / "elsewhere"
            kept.write_bytes(file.read_bytes())
            file.unlink()
            file.symlink_to(kept)

    def pipe(stick):
        (stick / "metadata/timestamp.json").unlink()
        os.mkfifo(stick / "metadata/timestamp.json")

    def device(stick):
        (stick / "metadata/timestamp.json").unlink()
        (stick / "metadata/timestamp.json").symlink_to("/dev/zero")

    def endless(stick):
        with open(stick / "metadata/timestamp.json", "r+b") as file:
            file.truncate(1 << 40)

    def foreign(stick):
        other = Publisher(world.tools, world.folder, "foreign")
        other.set("lnb", "foreign")
        other.set("rig", "foreign")
        other.publish()
        shutil.rmtree(stick)
        shutil.copytree(other.repository, stick)

    def nonsense(stick):
        (stick / "metadata/timestamp.json").write_text("hello")

    def empty(stick):
        shutil.rmtree(stick / "metadata")

    def no_snapshot(stick):
        max(stick.glob("metadata/*.snapshot.json"), key=lambda f: int(f.name.split(".")[0])).unlink()

    return {
        "damaged": (damage, "hash", 1), "too long": (longer, "length", 1), "half-pulled": (half, "missing", 4),
        "half-pulled metadata": (no_snapshot, "missing", 4), "a link": (link, "stick-file", 1), "a pipe": (pipe, "stick-file", 1),
        "a device": (device, "stick-file", 1), "endless": (endless, "length", 1), "foreign": (foreign, "signature", 1),
        "nonsense": (nonsense, "format", 1), "empty": (empty, "stick-empty", 1), "pulled out": (shutil.rmtree, "stick-gone", 4),
    }


def test_refusals():
    with World(BUILD) as world:
        terminal = offline(world)
        assert terminal.ctl("import", world.publisher.repository).returncode == 0
        world.publisher.set("lnb", "new")
        world.publisher.publish()
        sentences = {}
        shutil.copytree(terminal.state, world.folder / "fresh")
        for name, (harm, word, code) in refusals(world).items():
            shutil.rmtree(terminal.state)
            shutil.copytree(world.folder / "fresh", terminal.state)
            stick = copy(world)
            harm(stick)
            done = terminal.ctl("import", stick, "--dry-run", "--json")
            assert json.loads(done.stdout)["result"] == word, (name, done.stdout)
            plan = look(terminal, stick, code)
            sentences.setdefault(word, plan["sentence"])
            before = terminal.verify(), terminal.words("lnb")
            done = terminal.ctl("import", stick, "--json")
            assert done.returncode == code and json.loads(done.stdout)["result"] == word, (name, done.returncode, done.stdout)
            assert (terminal.verify(), terminal.words("lnb")) == before, name
            shutil.rmtree(stick, ignore_errors=True)
        assert len(set(sentences.values())) == len(sentences), "two refusals share a sentence"
        assert terminal.ctl("import", world.publisher.repository).returncode == 0 and terminal.words("lnb") == "new 0"


def test_disk_is_looked_at_before():
    """The plan says so when the disk is too small; the real thing refuses as well."""
    if os.getuid() != 0:
        print("# left out: needs root for a small file system", flush=True)
        return
    with World(BUILD) as world:
        terminal = offline(world)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m,mode=700", "tmpfs", terminal.state], check=False).returncode != 0:
            print("# left out: may not mount", flush=True)
            return
        try:
            stick = copy(world)
            done = terminal.ctl("import", stick, "--dry-run", "--json")
            plan = json.loads(done.stdout)
            assert plan["result"] == "disk-full" and done.returncode == 6 and plan["bytes_free"] < plan["bytes_needed"], plan
            done = terminal.ctl("import", stick, "--json")
            assert json.loads(done.stdout)["result"] == "disk-full" and done.returncode == 6
        finally:
            subprocess.run(["umount", "-l", terminal.state], check=True)


def test_export_feeds_the_next_terminal():
    with World(BUILD) as world:
        first = world.terminal()
        stick = world.folder / "stick"
        done = first.ctl("export", stick, "--json")
        assert done.returncode == 4 and json.loads(done.stdout)["result"] == "stick-gone"
        stick.mkdir()
        done = first.ctl("export", stick, "--json")
        assert done.returncode == 1 and json.loads(done.stdout)["result"] == "nothing-verified", done.stdout
        first.sync()
        (stick / "holiday.jpg").write_text("photograph")
        (stick / "targets").mkdir()
        (stick / "targets" / "readme.txt").write_text("of somebody else")
        done = first.ctl("export", stick, "--json")
        assert done.returncode == 0 and sorted(json.loads(done.stdout)["publishers"]) == ["lnb", "rig"], done.stdout + done.stderr
        second = offline(world)
        assert look(second, stick)["result"] == "newer"
        assert second.ctl("import", stick).returncode == 0
        assert second.verify() == first.verify() and second.words("rig") == "old 0"
        # A newer edition over it: what is no longer needed goes, what is not ours stays.
        world.publisher.set("rig", "new")
        world.publisher.publish()
        first.sync()
        old = {p.name for p in (stick / "targets/rig").iterdir()}
        assert first.ctl("export", stick).returncode == 0
        new = {p.name for p in (stick / "targets/rig").iterdir()}
        assert len(new) == 1 and not new & old, (old, new)
        assert (stick / "holiday.jpg").exists() and (stick / "targets/readme.txt").exists()
        assert second.ctl("import", stick).returncode == 0 and second.words("rig") == "new 0"
        # One step back: what is shown is not what is signed now.
        assert first.ctl("rollback", "rig").returncode == 0
        done = first.ctl("export", stick, "--json")
        assert json.loads(done.stdout)["left_out"] == ["rig"], done.stdout
        third = offline(world)
        assert third.ctl("import", stick).returncode == 4 and third.words("lnb") == "old 0"


def test_pulled_export_is_old_or_new():
    """Killed at each system call that changes a file: the stick has its old content, or none, or the new."""
    with World(BUILD) as world:
        first = world.terminal()
        first.sync()
        stick = world.folder / "stick"
        stick.mkdir()
        assert first.ctl("export", stick).returncode == 0
        world.publisher.set("lnb", "new")
        world.publisher.publish()
        first.sync()
        seen = set()
        for call, step in (("rename", 1), ("fsync", 2), ("unlink", 1)):
            for number in range(1, 40, step):
                again = world.folder / "again"
                shutil.rmtree(again, ignore_errors=True)
                shutil.copytree(stick, again)
                done = run("strace", "-f", "-qq", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}", "-o",
                           world.folder / "trace", *first.command("export", again), check=False)
                reader = offline(world)
                code = reader.ctl("import", again).returncode
                assert code == 0, (call, number, code)
                seen.add(reader.words("lnb"))
                shutil.rmtree(reader.folder)
                if done.returncode == 0:
                    break
        assert seen == {"old 0", "new 0"}, seen


def test_verify_looks_at_signatures():
    with World(BUILD) as world:
        terminal = world.terminal()
        done = terminal.ctl("verify", "--json")
        assert done.returncode == 0 and json.loads(done.stdout)["trust"] == "nothing-verified", done.stdout
        terminal.sync()
        done = terminal.ctl("verify", "--json")
        assert done.returncode == 0 and json.loads(done.stdout)["trust"] == "ok", done.stdout
        for name, harm in (("snapshot.json", lambda t: t.replace('"version":', '"version": ', 1).replace("lnb", "lnx", 1)),
                           ("timestamp.json", lambda t: t[:-3]), ("targets.json", lambda t: t.replace('"sig":"', '"sig":"00', 1))):
            path = terminal.state / "tuf" / name
            kept = path.read_text()
            path.write_text(harm(kept))
            done = terminal.ctl("verify", "--json")
            assert done.returncode == 7 and json.loads(done.stdout)["trust"] != "ok", (name, done.returncode, done.stdout)
            path.write_text(kept)
        assert terminal.verify()


def test_two_writers_never_meet():
    with World(BUILD) as world:
        terminal = offline(world)
        stick = copy(world)
        assert terminal.ctl("import", stick).returncode == 0
        (terminal.state / "lock").touch()
        with open(terminal.state / "lock", "r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for verb in (("import", stick), ("rollback", "lnb"), ("export", stick), ("sync",)):
                done = terminal.ctl(*verb, "--json")
                if verb[0] == "sync":
                    continue  # off: no repository
                assert done.returncode == 5 and json.loads(done.stdout)["result"] == "busy", (verb, done.returncode, done.stdout)


def test_root_becomes_the_owner():
    if os.getuid() != 0:
        print("# left out: needs root", flush=True)
        return
    with World(BUILD) as world:
        terminal = offline(world)
        os.chmod(world.folder, 0o755)
        stick = copy(world)
        for path in [terminal.state, *terminal.state.rglob("*")]:
            os.chown(path, 65534, 65534)
        os.chmod(terminal.state, 0o700)
        reachable = subprocess.run(["setpriv", "--reuid=65534", "--clear-groups", "test", "-r", terminal.config], check=False).returncode == 0
        assert reachable
        assert terminal.ctl("import", stick).returncode == 0
        done = subprocess.run(terminal.command("set-pin"), input="4321\n", text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        for path in [terminal.state, *terminal.state.rglob("*")]:
            assert path.lstat().st_uid == 65534, path
        assert (terminal.state / "staff-pin").stat().st_mode & 0o077 == 0
        assert "4321" not in (terminal.state / "staff-pin").read_text()
        # Root's own folder on a stick is writable for an export all the same, and nothing else of root's is.
        out = world.folder / "out"
        out.mkdir(mode=0o755)
        assert terminal.ctl("export", out).returncode == 0
        assert next(out.glob("metadata/timestamp.json")).stat().st_uid == 65534


def test_set_pin():
    with World(BUILD) as world:
        terminal = offline(world)

        def set_pin(text):
            return subprocess.run(terminal.command("set-pin"), input=text, text=True, capture_output=True, check=False)

        for text in ("", "123\n", "12a4\n", "1234567890123\n", "１２３４\n", "x" * 500 + "\n"):
            done = set_pin(text)
            assert done.returncode == 2 and "tiltasctl:" in done.stderr, (text, done.returncode, done.stderr)
            assert not (terminal.state / "staff-pin").exists()
        assert set_pin("1234\n").returncode == 0
        # On a terminal it asks twice and shows nothing.
        for second, code in (("5678", 0), ("5679", 2)):
            main, end = pty.openpty()
            process = subprocess.Popen(terminal.command("set-pin"), stdin=end, stdout=end, stderr=end)
            os.close(end)
            said = b""
            for question, answer in ((b"digits): ", "5678"), (b"more: ", second)):
                while not said.endswith(question):
                    said += os.read(main, 1000)
                os.write(main, answer.encode() + b"\n")
            assert process.wait(30) == code
            try:
                while True:
                    said += os.read(main, 1000)
            except OSError:
                pass
            os.close(main)
            assert b"5678" not in said and b"5679" not in said, said


def test_stats_and_support_bundle():
    with World(BUILD) as world:
        terminal = offline(world)
        assert "Nothing was counted" in terminal.ctl("stats").stdout
        (terminal.state / "usage.csv").write_text("day,kind,id,count\n2026-11-20,lesson,lnb/phishing,3\n2026-11-20,visit,-,5\n")
        assert json.loads(terminal.ctl("stats", "--json").stdout)["counts"][0] == {"day": "2026-11-20", "kind": "lesson", "id": "lnb/phishing", "count": 3}
        assert terminal.ctl("stats", "--csv").stdout == (terminal.state / "usage.csv").read_text()
        terminal.config.write_text(terminal.config.read_text().replace("proxy=", "proxy=http://user:secret@proxy.example:3128"))
        subprocess.run(terminal.command("set-pin"), input="4321\n", text=True, capture_output=True, check=True)
        file = world.folder / "support.txt"
        assert terminal.ctl("support-bundle", file).returncode == 0
        text = file.read_text()
        assert "proxy.example" in text and "secret" not in text and "lesson" not in text.replace("lessons", "")
        assert (terminal.state / "staff-pin").read_text().strip() not in text
        assert terminal.ctl("support-bundle", "-").stdout.startswith("Tiltas support file")
        done = terminal.ctl("support-bundle", "/proc/nothing/file", "--json")
        assert done.returncode == 6 and json.loads(done.stdout)["result"] == "read-only", done.stdout


tap.main([(name[5:].replace("_", " "), function) for name, function in list(globals().items()) if name.startswith("test_")])
