# SPDX-License-Identifier: GPL-3.0-or-later
"""Updates that are killed, cut off, or run out of room: the old or the new content, never anything else."""
import base64
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
from world import World, run, service, spaced

BUILD = sys.argv[1]
MANY = 3000
KILLS = int(os.environ.get("TILTAS_TEST_KILLS", "25"))


def prepare(world, server="good"):
    """A terminal with MANY old services, and MANY new ones published. (terminal, old state, new state)"""
    terminal = world.terminal()
    old = world.publisher.set("lnb", "old", MANY)
    world.publisher.publish()
    terminal.sync()
    new = world.publisher.set("lnb", "new words for everybody", MANY)
    world.publisher.publish()
    terminal.configure([world.server.url(server)])
    return terminal, old, new


def set_large(world):
    """Publishes an edition of the National Library that does not compress: several hundred KiB. Returns its state."""
    rng = random.Random(7)
    records = [r for n in range(800) for r in service("lnb", n, spaced(base64.b64encode(rng.randbytes(600)).decode()))]
    state = world.publisher.set_records("lnb", records)
    world.publisher.publish()
    return state


def test_kill_at_any_moment():
    with World(BUILD) as world:
        terminal, old, new = prepare(world)
        saved = world.folder / "saved"
        shutil.copytree(terminal.state, saved)
        begin = time.monotonic()
        terminal.sync()
        length = time.monotonic() - begin
        assert terminal.verify()["lnb"] == new
        seen = {old: 0, new: 0}
        rng = random.Random(20261122)
        print(f"# a whole update takes {length:.2f} s", flush=True)
        for number in range(KILLS):
            shutil.rmtree(terminal.state)
            shutil.copytree(saved, terminal.state)
            process = subprocess.Popen(terminal.command("sync"), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(length * 1.1 * (number + rng.random()) / KILLS)
            process.send_signal(signal.SIGKILL)
            process.wait()
            state = terminal.verify()["lnb"]
            assert state in seen, f"neither old nor new after kill {number}"
            seen[state] += 1
            terminal.sync()
            assert terminal.verify()["lnb"] == new, f"the run after kill {number} did not finish"
            assert not list((terminal.state / "downloads").iterdir())
        print(f"# {seen[old]} times old, {seen[new]} times new", flush=True)
        assert seen[old] > 0


def test_cut_download_goes_on():
    with World(BUILD) as world:
        terminal = world.terminal("slow")
        new = set_large(world)
        size = world.publisher.target("lnb").stat().st_size
        assert size > 300000, size
        world.server.requests()
        process = subprocess.Popen(terminal.command("sync"), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        part = None
        end = time.monotonic() + 60
        while time.monotonic() < end:
            parts = list((terminal.state / "downloads").glob("*.part")) if (terminal.state / "downloads").exists() else []
            if any(p.stat().st_size > size // 3 for p in parts):
                part = max(parts, key=lambda p: p.stat().st_size)
                break
            time.sleep(0.02)
        process.kill()
        process.wait()
        assert part is not None, "no part of the download appeared"
        had = part.stat().st_size
        world.server.requests()
        terminal.configure([world.server.url("good")])
        terminal.sync()
        sent = [(status, count) for _, status, count, path in world.server.requests() if path.endswith(".pack.jsonl.zst") and "/lnb/" in path]
        assert len(sent) == 1 and sent[0][0] == 206, sent
        assert sent[0][1] <= size - had + 64 * 1024, (sent, size, had)
        assert terminal.verify()["lnb"] == new


def test_interrupt_ends_in_order():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        old = terminal.verify()["lnb"]
        set_large(world)
        terminal.configure([world.server.url("slow")])
        process = subprocess.Popen(terminal.command("sync", "--json"), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 30
        while not list((terminal.state / "downloads").glob("*.part")) and time.monotonic() < end:
            time.sleep(0.02)
        begin = time.monotonic()
        process.send_signal(signal.SIGTERM)
        output = process.communicate(timeout=30)[0].decode()
        assert time.monotonic() - begin < 2
        assert process.returncode == 1 and '"cancelled"' in output, output
        assert terminal.verify()["lnb"] == old
        assert terminal.status()["result"] == "ok", "an interrupted run is no fault"


def test_disk_full_during_the_import():
    """Files may not grow beyond a limit between the size of the store now and after the import."""
    with World(BUILD) as world:
        terminal, old, new = prepare(world)
        size = terminal.store_path().stat().st_size
        limit = size // 2

        def limited():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        pack = world.publisher.target("lnb", ".pack.jsonl").stat().st_size
        assert pack < limit, "the download itself must fit"
        terminal.sync(6, "disk-full", preexec_fn=limited)
        assert terminal.verify()["lnb"] == old
        assert terminal.words("lnb", MANY - 1) == f"old {MANY - 1}"
        terminal.sync()
        assert terminal.verify()["lnb"] == new


def test_disk_full_during_the_download():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.sync()
        old = terminal.verify()["lnb"]
        new = set_large(world)
        limit = world.publisher.target("lnb").stat().st_size // 2

        def limited():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        terminal.sync(6, "disk-full", preexec_fn=limited)
        assert terminal.verify()["lnb"] == old
        terminal.sync()
        assert terminal.verify()["lnb"] == new


def test_too_little_room_starts_nothing():
    """A file system with less than twice the pack and 64 MiB free."""
    with World(BUILD) as world:
        terminal, old, new = prepare(world)
        script = (f"mount -t tmpfs -o size=40m none {world.folder}/small && cp -a {terminal.state}/. {world.folder}/small/ && "
                  f"{' '.join(terminal.command('sync', '--json'))} --state-dir {world.folder}/small; code=$?; "
                  f"ls {world.folder}/small/downloads; exit $code")
        (world.folder / "small").mkdir()
        done = run("unshare", "--mount", "--map-root-user", "sh", "-c", script, check=False)
        assert done.returncode == 6 and '"disk-full"' in done.stdout, done.stdout + done.stderr
        assert "MiB are needed" in done.stdout and ".part" not in done.stdout, done.stdout
        assert terminal.verify()["lnb"] == old


tap.main([(name[5:].replace("_", "-"), function) for name, function in list(globals().items()) if name.startswith("test_")])
