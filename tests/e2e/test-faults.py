# SPDX-License-Identifier: GPL-3.0-or-later
"""Every system call of an update that changes a file, disturbed once: killed there, the disk full, the disk failing.

A good run under strace lists the calls below the state folder. Then, for each of them and each kind of fault, the same
update begins anew from the same state folder. After it every publisher has its old or its new edition, whole, the
search index fits, no signed metadata went back, and the next undisturbed run leaves exactly the files of a good run.

Of many equal calls in a row (the pages of one database file) only some are disturbed, and what one kind of update was
disturbed at in every way (signed metadata, the report), the next kinds are in one way each. TILTAS_TEST_FAULTS=all
leaves nothing out.
SQLite's shared memory beside the WAL is written through a mapping: no system call, and it is made anew anyway.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
from world import Terminal, World, run, service, spaced

BUILD = sys.argv[1]
# Thousands of short runs: where there is a file system in memory, none of them waits for a disk.
if os.access("/dev/shm", os.W_OK) and shutil.disk_usage("/dev/shm").free > 256 << 20:
    tempfile.tempdir = "/dev/shm"
ALL = os.environ.get("TILTAS_TEST_FAULTS") == "all"
CALLS = ("openat,open,creat,write,writev,pwrite64,pwritev,ftruncate,truncate,fallocate,copy_file_range,sendfile,rename,renameat,renameat2,"
         "unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,fsync,fdatasync,sync_file_range,msync,chmod,fchmod,fchmodat,"
         "chown,fchown,fchownat,utimensat,setxattr,fsetxattr")
FAULTS = {"killed": "signal=KILL:when={n}", "disk full": "error=ENOSPC:when={n}", "disk full for good": "error=ENOSPC:when={n}+",
          "disk fails": "error=EIO:when={n}"}
# What is said of it; "ok" when it could be got around. GIO's streams have no code for a disk that fails, and SQLite
# forgets why it could not open a WAL: then it is "failed".
WORDS = {"disk full": ("ok", "disk-full"), "disk full for good": ("ok", "disk-full"), "disk fails": ("ok", "disk-fault", "failed")}
# A disk that is full stays full. Not for openat and write: these reach things that are no files of ours, too.
NEEDS_ROOM = {"pwrite64", "ftruncate", "fallocate", "mkdir", "rename", "renameat"}
SEEN = set()  # calls that an earlier kind of update was disturbed at in every way: later ones are in one way
AT_ONCE = 4
MOST = 20  # faults, then it ends
LINE = re.compile(r"^(\d+) +(\w+)\((.*)$")
KEPT = "timestamp.json", "snapshot.json", "targets.json", "root.json"


def changing_calls(log, folder):
    """[(system call, its number in the run, the file)] of everything below folder."""
    counts, found, main = {}, [], None
    for line in log.read_text(errors="replace").splitlines():
        match = LINE.match(line)
        if match is None:
            continue
        thread, call, rest = match.groups()
        main = main or thread
        if thread == main:
            counts[call] = counts.get(call, 0) + 1
        if str(folder) not in rest.split(" = ")[0] or (call in ("openat", "open") and not re.search(r"O_CREAT|O_TRUNC", rest)):
            continue
        assert thread == main, f"a thread changes files: {line}"
        name = re.search(re.escape(str(folder)) + r"/?([^\">]*)", rest).group(1)
        found.append((call, counts[call], re.sub(r"[0-9a-f]{8}\.tmp", "tmp", name)))
    return found


def choose(calls):
    """All, but of more than 6 equal calls in a row the first, two between, and the last."""
    chosen, begin = [], 0
    for end in range(1, len(calls) + 1):
        if end < len(calls) and (calls[end][0], calls[end][2]) == (calls[begin][0], calls[begin][2]):
            continue
        group = calls[begin:end]
        many = len(group) > 6 and not ALL
        chosen += [group[0], group[len(group) // 3], group[2 * len(group) // 3], group[-1]] if many else group
        begin = end
    return chosen


def files(folder):
    """Without what SQLite makes anew, and without the list of an edition that has no picture: it makes no difference."""
    def counts(path):
        return path.is_file() and not path.name.endswith(("-wal", "-shm")) and (path.suffix != ".previous" or path.read_text().count("\n") > 1)
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if counts(p))


def versions(state):
    """What is kept of the signed metadata: name → version."""
    found = {}
    for path in (state / "tuf").glob("*"):
        try:
            found[path.name] = json.loads(path.read_text())["signed"]["version"]
        except (ValueError, KeyError):
            assert path.name.endswith((".tmp", ".etag", ".sha256")), f"{path.name} is not whole"
    return found


def stored(terminal):
    """publisher → state by our own reading of the store, with the index checked: not by the program that wrote it."""
    with sqlite3.connect(terminal.store_path()) as store:
        assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        store.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
        signed = dict(store.execute("SELECT publisher, state FROM edition"))
        states = {}
        for publisher in signed:
            rows = store.execute("SELECT raw FROM record WHERE publisher = ? ORDER BY key", (publisher,))
            states[publisher] = hashlib.sha256("".join(raw + "\n" for raw, in rows).encode()).hexdigest()
        store.rollback()
    store.close()
    assert states == signed, "a mixed edition"
    return states


class Trial:
    """One kind of update, begun again and again from the same state folder."""

    def __init__(self, world, terminal, verb, states):
        self.world, self.verb = world, verb
        self.saved, self.config = terminal.state, terminal.config
        self.terminal = terminal
        self.allowed = states  # publisher → (old or None, new)
        self.before = versions(self.saved) if (self.saved / "tuf").exists() else {}

    def place(self, name):
        """A terminal of its own with the state folder as it was before the update."""
        one = object.__new__(Terminal)
        one.tools, one.config, one.folder, one.state = self.terminal.tools, self.config, self.world.folder / name, self.world.folder / name / "state"
        shutil.rmtree(one.folder, ignore_errors=True)
        one.folder.mkdir()
        if self.saved.exists():
            shutil.copytree(self.saved, one.state)
        return one

    def traced(self, terminal, *options):
        log = terminal.folder / "trace"
        done = run("strace", "-f", "-qq", "-y", "-s", "0", *options, "-o", log, *terminal.command(*self.verb, "--json"), check=False, timeout=120)
        return done, log

    def good_run(self):
        terminal = self.place("good")
        done, log = self.traced(terminal, "-e", f"trace={CALLS}")
        assert done.returncode == 0, done.stdout + done.stderr
        assert stored(terminal) == {publisher: new for publisher, (_, new) in self.allowed.items()}
        if self.verb[0] == "rollback":  # what was left is not taken again
            assert terminal.ctl("sync").returncode == 0
        self.good_versions, self.good_files = versions(terminal.state), files(terminal.state)
        return changing_calls(log, terminal.state)

    def check_states(self, states, what):
        for publisher, allowed in self.allowed.items():
            assert states.get(publisher) in allowed, f"{what}: {publisher} is neither old nor new"

    def disturb(self, number, call, nth, name, fault):
        what = f"{fault} at {call} number {nth} ({name})"
        terminal = self.place(f"run{number}")
        faster = () if fault == "killed" else ("--seccomp-bpf",)  # with it SIGKILL would not be sent
        done, _ = self.traced(terminal, *faster, "-e", f"trace={call}", "-e", f"inject={call}:{FAULTS[fault].format(n=nth)}")
        if fault == "killed":
            assert done.returncode in (-9, 137), f"{what}: {done.returncode}"
        else:
            assert done.returncode in (0, 1, 6, 7), f"{what}: exit {done.returncode}\n{done.stdout}{done.stderr}"
            word = json.loads(done.stdout)["result"] if done.stdout else None
            assert (word == "ok") == (done.returncode == 0) or not done.stdout, f"{what}: {done.stdout}"
            opens_wal = call == "openat" and name.endswith(("-wal", "-shm"))
            assert word in WORDS[fault] or (opens_wal and word == "failed") or not done.stdout, f"{what}: {done.stdout}"
        if (terminal.state / "tuf").exists():
            kept = versions(terminal.state)
            for file in KEPT:
                assert kept.get(file, 0) >= self.before.get(file, 0), f"{what}: {file} went back"
        looked = terminal.ctl("verify", "--json")
        assert looked.returncode == 0 and "damaged" not in looked.stderr, f"{what}: {looked.stdout}{looked.stderr}"
        self.check_states({e["id"]: e["state"] for e in json.loads(looked.stdout)["editions"]}, what)
        self.check_states(stored(terminal), what)
        new = {publisher: new for publisher, (_, new) in self.allowed.items()}
        for verb in ((self.verb,) if self.verb[0] != "rollback" else (self.verb, ("sync",)) if stored(terminal) != new else (("sync",),)):
            last = terminal.ctl(*verb, "--json")
            assert last.returncode == 0, f"{what}: the next run: {last.stdout}{last.stderr}"
        assert stored(terminal) == new, what
        assert versions(terminal.state) == self.good_versions, what
        assert files(terminal.state) == self.good_files, f"{what}: {sorted(set(files(terminal.state)) ^ set(self.good_files))}"
        shutil.rmtree(terminal.folder)

    def run(self):
        calls = self.good_run()
        names = {call for call, _, _ in calls}
        assert {"openat", "pwrite64", "write", "fsync"} <= names, names
        chosen = choose(calls)
        wanted = []
        for number, (call, nth, name) in enumerate(chosen):
            kinds = [fault for fault in FAULTS if fault != "disk full for good" or call in NEEDS_ROOM]
            known = (call, name) in SEEN and not ALL
            wanted += [(call, nth, name, fault) for fault in (kinds[number % len(kinds):][:1] if known else kinds)]
        SEEN.update((call, name) for call, _, name in chosen)
        print(f"# {len(calls)} calls, {len(chosen)} of them disturbed, {len(wanted)} runs", flush=True)
        faults = []
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            runs = [pool.submit(self.disturb, number, *one) for number, one in enumerate(wanted)]
            for one in runs:
                try:
                    one.result()
                except Exception as fault:  # pylint: disable=broad-except
                    faults.append(str(fault) or repr(fault))
                if len(faults) == MOST:
                    pool.shutdown(cancel_futures=True)
                    break
        assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)


def picture(world, words):
    """Lays the bytes of a picture beside the packs; gives the member that names it."""
    data = words.encode() * 20
    sha256 = hashlib.sha256(data).hexdigest()
    path = world.publisher.packs / "blobs" / sha256[:2] / sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return {"sha256": sha256, "length": len(data), "media_type": "image/png"}


def noise(seed):
    return spaced(random.Random(seed).randbytes(150).hex())


def edition(world, publisher, words, count=12, fresh=0):
    """count services, the first fresh of them with words that no delta can shorten; with a picture of its own."""
    records = [r for n in range(count) for r in service(publisher, n, noise(f"{publisher}{n}{words if n < fresh else ''}"))]
    records.append({"publisher": publisher, "kind": "service-note", "id": "n", "picture": picture(world, publisher + words)} if publisher == "lnb" else
                   service(publisher, count, words)[0])
    return world.publisher.set_records(publisher, records)


def prepare(world, fresh):
    """A terminal with the old editions, the new ones published, with a new root. (terminal, publisher → (old, new))"""
    terminal = world.terminal()
    old = {publisher: edition(world, publisher, "old") for publisher in ("lnb", "rig")}
    world.publisher.publish()
    terminal.sync()
    new = {publisher: edition(world, publisher, "new", fresh=fresh) for publisher in ("lnb", "rig")}
    world.publisher.publish()
    run(world.publisher.program, "keygen", world.publisher.keys / "timestamp.2.pem")
    world.publisher.tool("rotate-key", "--add", world.publisher.keys / "timestamp.2.pub.json", world.publisher.repository, "timestamp")
    os.utime(world.publisher.repository / "metadata/timestamp.json", (world.publisher.tick + 1,) * 2)  # old enough to have a validator
    world.server.requests()
    return terminal, {publisher: (old[publisher], new[publisher]) for publisher in old}


def fetched(world):
    return {pathlib.PurePosixPath(path).name.split(".", 1)[1] for _, _, _, path in world.server.requests() if "/targets/" in path}


def test_delta():
    with World(BUILD) as world:
        trial = Trial(world, *(lambda t, s: (t, ("sync",), s))(*prepare(world, 1)))
        trial.good_run()
        assert any(name.endswith(".delta") for name in fetched(world))
        trial.run()


def test_pack():
    with World(BUILD) as world:
        trial = Trial(world, *(lambda t, s: (t, ("sync",), s))(*prepare(world, 12)))
        trial.good_run()
        names = fetched(world)
        assert "pack.jsonl.zst" in names and not any(name.endswith(".delta") for name in names), names
        trial.run()


def test_stick():
    with World(BUILD) as world:
        terminal, states = prepare(world, 1)
        other = world.terminal()
        other.sync()
        stick = world.folder / "stick"
        stick.mkdir()
        assert other.ctl("export", stick).returncode == 0
        terminal.configure([])
        Trial(world, terminal, ("import", stick), states).run()


def test_one_step_back():
    with World(BUILD) as world:
        terminal, states = prepare(world, 1)
        terminal.sync()
        old, new = states["lnb"]
        Trial(world, terminal, ("rollback", "lnb"), {"lnb": (new, old), "rig": (states["rig"][1],) * 2}).run()


def test_first_update():
    """Nothing is there yet: the store is made, and the trust begins."""
    with World(BUILD) as world:
        new = {publisher: edition(world, publisher, "new") for publisher in ("lnb", "rig")}
        world.publisher.publish()
        terminal = world.terminal()
        shutil.rmtree(terminal.state, ignore_errors=True)
        with sqlite3.connect(f"file:{world.bundled}?mode=ro", uri=True) as store:
            bundled = dict(store.execute("SELECT publisher, state FROM edition"))
        Trial(world, terminal, ("sync",), {publisher: (bundled.get(publisher), new[publisher]) for publisher in new}).run()


tap.main([(name[5:].replace("_", "-"), function) for name, function in list(globals().items()) if name.startswith("test_")])
