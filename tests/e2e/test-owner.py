# SPDX-License-Identifier: GPL-3.0-or-later
"""Root and the kiosk's user: the manual's way to set a terminal up, and what the kiosk's user may put where root looks.

Runs in a mount namespace of its own, with an account `tiltas`, an empty /etc/tiltas and an empty /var/lib."""
import contextlib
import hashlib
import json
import os
import pathlib
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
from world import World, run

BUILD = pathlib.Path(sys.argv[1]).resolve()
INSIDE = "TILTAS_TEST_OWNER"
STATE = pathlib.Path("/var/lib/tiltas")
ETC = pathlib.Path("/etc/tiltas")
CALLS = "openat,mkdir,mkdirat,write,pwrite64,ftruncate,fsync,rename,renameat,unlink,unlinkat,fchmod,rmdir,fchownat"
VERBS = ("status", "sync", "import", "export", "rollback", "verify", "trust", "config", "set-pin", "stats", "support-bundle")


def enter():
    """Everything below /etc and /var/lib is a copy or new, and gone at the end."""
    folder = tempfile.mkdtemp(prefix="tiltas-owner-")
    script = f"""set -e
mount --make-rprivate /
mount -t tmpfs -o mode=755 none {folder}
cp -a /etc {folder}/etc
echo 'tiltas:x:6543:6543::/var/lib/tiltas:/usr/sbin/nologin' >> {folder}/etc/passwd
echo 'tiltas:x:6543:' >> {folder}/etc/group
rm -rf {folder}/etc/tiltas
mount --bind {folder}/etc /etc
mount -t tmpfs -o mode=755 none /var/lib
exec "$@"
"""
    try:
        done = subprocess.run(["unshare", "-m", "sh", "-c", script, "sh", sys.executable, __file__, str(BUILD), *sys.argv[2:]],
                              env={**os.environ, INSIDE: "1"}, check=False)
        return done.returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Machine:
    """A terminal as the manual has it: programs, configuration and state folder in their places."""

    def __init__(self, world):
        self.world = world
        os.chmod(world.folder, 0o755)
        for path in world.publisher.repository.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        self.tools = world.folder / "bin"
        if not self.tools.exists():
            self.tools.mkdir(mode=0o755)
            shutil.copy(BUILD / "src/tools/tiltasctl", self.tools)
            world.bundled.chmod(0o644)
        self.root = world.folder / "private"
        self.root.mkdir(mode=0o700, exist_ok=True)
        shutil.copy(world.publisher.root, self.root / "root.json")
        os.chmod(self.root / "root.json", 0o600)
        self.clean()

    def clean(self, owner="tiltas"):
        """What sysusers, tmpfiles and the editor do."""
        for path in (ETC, STATE):
            shutil.rmtree(path, ignore_errors=True)
        ETC.mkdir(mode=0o755)
        (ETC / "tiltas.conf").write_text(f"[updates]\nrepositories={self.world.server.url()}\n[paths]\nbundled={self.world.bundled}\n")
        (ETC / "tiltas.conf").chmod(0o644)
        STATE.mkdir(mode=0o750)
        shutil.chown(STATE, owner, owner)

    def ctl(self, *words, user="root", mask=0o022, **kwargs):
        as_user = [] if user == "root" else ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]
        kwargs.setdefault("input", "")
        return subprocess.run([*as_user, str(self.tools / "tiltasctl"), *map(str, words)], capture_output=True, text=True, check=False,
                              timeout=60, umask=mask, **kwargs)

    def good(self, *words, **kwargs):
        done = self.ctl(*words, **kwargs)
        assert done.returncode == 0, f"{words} {kwargs}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def trust(self, file=None, **kwargs):
        file = file or self.root / "root.json"
        return self.ctl("trust", file, "--sha256", hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest(), **kwargs)

    def every_verb(self, stick, out):
        """verb → what became of it, each as root."""
        words = {"import": ("import", stick), "export": ("export", out), "rollback": ("rollback", "lnb"), "config": ("config", "check"),
                 "support-bundle": ("support-bundle", self.root / "bundle.txt")}
        results = {}
        for verb in VERBS:
            results[verb] = self.trust() if verb == "trust" else self.ctl(*words.get(verb, (verb,)), input="4321\n")
        return results


def owners(folder):
    return {str(p): pwd.getpwuid(p.lstat().st_uid).pw_name for p in [folder, *folder.rglob("*")]}


def all_kiosks():
    wrong = {path: name for path, name in owners(STATE).items() if name != "tiltas"}
    assert not wrong, wrong


def photograph(folder):
    """Content, owner, mode and names of everything in it."""
    return {str(p): (p.lstat().st_uid, p.lstat().st_gid, p.lstat().st_mode, p.read_bytes() if p.is_file() else None)
            for p in [folder, *sorted(folder.rglob("*"))]}


@contextlib.contextmanager
def machine():
    with World(BUILD) as world:
        yield Machine(world)


def test_manual():
    """The installation, literally, under any umask: root sets up, the kiosk's user and root update."""
    with machine() as one:
        for mask in (0o022, 0o077, 0o000, 0o027):
            one.clean()
            done = one.trust(mask=mask)
            assert done.returncode == 0, done.stderr
            assert (ETC / "root.json").stat().st_mode & 0o777 == 0o644, oct(mask)
            one.good("set-pin", input="4321\n", mask=mask)
            one.good("sync", user="tiltas")
            one.good("sync", mask=mask)
            one.good("status", user="tiltas")
            one.good("verify", user="tiltas", mask=0o077)
            all_kiosks()
            assert one.trust(mask=mask).returncode == 0
            one.good("sync", user="tiltas")
            all_kiosks()
        # /etc/tiltas itself is made readable, and a root.json that is not is named as what it is.
        shutil.rmtree(ETC)
        assert one.trust(mask=0o077).returncode == 0
        assert ETC.stat().st_mode & 0o777 == 0o755
        (ETC / "root.json").chmod(0o600)
        done = one.ctl("sync", "--json", user="tiltas")
        assert done.returncode == 3 and "chmod a+r" in json.loads(done.stdout)["detail"], done.stdout
        assert "root.json cannot be read" in one.ctl("status").stdout
        assert one.trust().returncode == 0
        assert (ETC / "root.json").stat().st_mode & 0o777 == 0o644


def test_old_traces():
    """What root left there once is no obstacle; what only root can mend is named with the command."""
    with machine() as one:
        assert one.trust().returncode == 0
        for user in ("tiltas", "root"):
            shutil.rmtree(STATE)
            STATE.mkdir(mode=0o750)
            shutil.chown(STATE, "tiltas", "tiltas")
            (STATE / "lock").touch(mode=0o600)
            (STATE / "tuf").mkdir(mode=0o700)
            one.good("sync", user=user)
            all_kiosks()
        (STATE / "tuf").rename(STATE / "t")
        (STATE / "tuf").mkdir(mode=0o700)
        (STATE / "tuf" / "timestamp.json").write_text("root's")
        for user in ("tiltas", "root"):
            done = one.ctl("sync", "--json", user=user)
            assert done.returncode == 6 and "As root: chown -R tiltas: /var/lib/tiltas" in json.loads(done.stdout)["detail"], done.stdout
        assert (STATE / "tuf" / "timestamp.json").read_text() == "root's"


def test_folder_of_roots():
    """The machine's own state folder, missing, made by root or brought back from a backup, is the kiosk's."""
    with machine() as one:
        assert one.trust().returncode == 0
        shutil.rmtree(STATE)
        one.good("sync")
        all_kiosks()
        one.good("verify", user="tiltas")
        precious = one.world.folder / "precious"
        precious.write_text("precious")
        os.link(precious, one.world.folder / "twin")
        for path in [STATE, *STATE.rglob("*")]:
            os.chown(path, 0, 0)
        (STATE / "link").symlink_to(precious)
        one.good("verify")
        one.good("sync", user="tiltas")
        assert precious.stat().st_uid == 0
        assert owners(STATE) == {path: ("root" if path.endswith("/link") else "tiltas") for path in owners(STATE)}


PLACES = ("tuf", "lock", "status.json", "settings.conf", "events.log", "usage.csv", "staff-pin", "staff-tries", "current", "store-1.db",
          "store-1.db-wal", "downloads", "blobs", "publishers", "previous",
          "store.lock")


def test_links_and_pipes():
    """Whatever lies where root's command looks: nothing outside changes hands or content, and no command waits for ever."""
    with machine() as one:
        stick = one.world.folder / "stick"
        shutil.copytree(one.world.publisher.repository, stick)
        precious = pathlib.Path(tempfile.mkdtemp(prefix="precious-", dir="/var/lib"))
        (precious / "deep").mkdir()
        for name in ("timestamp.json", "1.root", "deep/file", "store.db", ".x.01234567.tmp"):
            (precious / name).write_text("precious")
        private = precious / "secret"
        private.write_text("secret")
        private.chmod(0o600)
        before = photograph(precious)
        out = one.world.folder / "out"
        for place in PLACES:
            for what in ("folder", "file", "pipe", "dead"):
                one.clean()
                one.trust()
                one.good("sync", user="tiltas")
                at = STATE / place
                if at.is_dir():
                    shutil.rmtree(at)
                at.unlink(missing_ok=True)
                make = {"folder": ["ln", "-s", precious, at], "file": ["ln", "-s", private, at], "pipe": ["mkfifo", at],
                        "dead": ["ln", "-s", precious / "new", at]}[what]
                run("setpriv", "--reuid=tiltas", "--regid=tiltas", "--clear-groups", *make)
                shutil.rmtree(out, ignore_errors=True)
                out.mkdir()
                results = one.every_verb(stick, out)
                for verb, done in results.items():
                    assert done.returncode in range(10), f"{place} {what} {verb}: {done.returncode} {done.stderr}"
                    assert "secret" not in done.stdout + done.stderr.replace(str(private), ""), f"{place} {what} {verb}"
                assert photograph(precious) == before, f"{place} is a {what}: {set(photograph(precious).items()) ^ set(before.items())}"
                if place not in ("settings.conf",):
                    assert results["status"].returncode in (0, 6, 7, 9), results["status"].stderr


def test_folder_in_other_hands():
    """A state folder that is a link, or below a folder of another's, is named and left alone."""
    with machine() as one:
        home = pathlib.Path("/var/lib/home")
        home.mkdir()
        shutil.chown(home, "tiltas", "tiltas")
        victim = pathlib.Path("/var/lib/victim")
        victim.mkdir()
        (victim / "tuf").mkdir()
        (victim / "tuf" / "timestamp.json").write_text("precious")
        before = photograph(victim)
        (home / "link").symlink_to(victim)
        (home / "roots").mkdir()
        nobodys = home / "nobodys"
        nobodys.mkdir()
        shutil.chown(nobodys, "nobody")
        loose = pathlib.Path("/var/lib/loose")
        loose.mkdir()
        loose.chmod(0o777)
        for path, says in ((home / "link", "is a link to /var/lib/victim, made by root"), (home / "roots", "belongs to root, but a folder above"),
                           (nobodys, "belongs to nobody, but a folder above it belongs to tiltas"), (loose, "chmod go-w /var/lib/loose")):
            for words in (("sync",), ("status",), ("verify",), ("stats",), ("import", "/var/lib/none"), ("rollback", "lnb")):
                done = one.ctl("--state-dir", path, *words, "--json")
                assert done.returncode == 6 and says in json.loads(done.stdout)["detail"], (path, words, done.stdout, done.stderr)
            assert photograph(victim) == before and not list(path.rglob("*.db")), path
        # Root's own link to another disk is what root wants.
        disk = pathlib.Path("/var/lib/disk")
        disk.mkdir()
        shutil.chown(disk, "tiltas", "tiltas")
        shutil.rmtree(STATE)
        STATE.symlink_to(disk)
        assert one.trust().returncode == 0
        one.good("sync")
        assert set(owners(disk).values()) == {"tiltas"}
        STATE.unlink()


def test_raced():
    """A folder that turns into a link and back while root's commands run."""
    with machine() as one:
        one.trust()
        one.good("sync", user="tiltas")
        precious = pathlib.Path("/var/lib/precious")
        precious.mkdir()
        for name in ("timestamp.json", "root.json", "snapshot.json"):
            (precious / name).write_text("precious")
        before = photograph(precious)
        other = one.world.folder / "other.json"
        shutil.copy(one.root / "root.json", other)
        swap = ("import os,sys\nos.chdir('/var/lib/tiltas')\nos.symlink('/var/lib/precious','link')\n"
                "while True:\n for n in ('tuf','downloads','blobs'):\n  try:\n   os.rename(n,n+'.x'); os.rename('link',n); os.rename(n,'link'); os.rename(n+'.x',n)\n"
                "  except OSError: pass\n")
        racer = subprocess.Popen(["setpriv", "--reuid=tiltas", "--regid=tiltas", "--clear-groups", sys.executable, "-c", swap])
        try:
            for _ in range(8):
                (ETC / "root.json").unlink(missing_ok=True)
                for done in (one.trust(), one.ctl("sync"), one.ctl("verify"), one.ctl("status")):
                    assert done.returncode in range(10), done.stderr
        finally:
            racer.kill()
            racer.wait()
        assert photograph(precious) == before


def as_kiosk(script, *words):
    run("setpriv", "--reuid=tiltas", "--regid=tiltas", "--clear-groups", "sh", "-c", script, "sh", *words)


def test_export_writes_with_a_right_of_its_own():
    """Root's stick is writable for an export; nothing that the kiosk's user laid in its folder gains by that."""
    with machine() as one:
        one.trust()
        one.good("sync", user="tiltas")
        out = one.root / "stick"
        out.mkdir(mode=0o700)
        one.good("export", out)
        assert (out / "metadata/timestamp.json").exists() and list(out.rglob("*.pack.jsonl"))
        one.good("export", out)
        secret = pathlib.Path("/var/lib/guarded")
        secret.mkdir(mode=0o700)
        (secret / "timestamp.json").write_text("secret")
        before = photograph(secret)
        log = one.world.folder / "trace"
        for name in ("tuf", "downloads", "blobs"):
            as_kiosk('cd "$1" && rm -rf "$2" && ln -s /var/lib/guarded "$2"', STATE, name)
            run("strace", "-f", "-y", "-o", log, "-e", "trace=openat,open", one.tools / "tiltasctl", "export", out, check=False)
            opened = [line for line in log.read_text().splitlines() if "= " in line and "</var/lib/guarded" in line.rsplit("= ", 1)[1]]
            assert not opened, f"{name}: what only root may see was opened: {opened}"
        assert photograph(secret) == before


def test_links_on_the_stick():
    """What somebody laid on a stick leads an export nowhere else, for root and for the kiosk's user."""
    with machine() as one:
        one.trust()
        one.good("sync", user="tiltas")
        guarded = pathlib.Path("/var/lib/elsewhere")
        guarded.mkdir()
        for name in ("timestamp.json", "1.root.json", ".x.01234567.tmp", "0" * 64 + ".old", "pack"):
            (guarded / name).write_text("guarded")
        for path in [guarded, *guarded.iterdir()]:
            shutil.chown(path, "tiltas", "tiltas")
        before = photograph(guarded)
        plain = one.world.folder / "plain"
        plain.mkdir()
        one.good("export", plain)
        packs = [path.relative_to(plain) for path in plain.rglob("*.pack.jsonl")]
        for user in ("root", "tiltas"):
            for place in ("metadata", "targets", "targets/lnb", "metadata/timestamp.json", f"{packs[0]}.new", f"{packs[0]}"):
                out = one.world.folder / f"out-{user}-{place.replace('/', '-')}"
                (out / place).parent.mkdir(parents=True)
                (out / place).symlink_to(guarded / "pack" if "." in place else guarded)
                for path in [out, *out.rglob("*")]:
                    os.chown(path, *((6543, 6543) if user == "tiltas" else (0, 0)), follow_symlinks=False)
                done = one.ctl("export", out, "--json", user=user)
                assert photograph(guarded) == before, (user, place)
                if "." not in place:
                    assert done.returncode == 1 and json.loads(done.stdout)["result"] == "stick-file", (user, place, done.stdout)
                else:
                    assert done.returncode == 0 and not (out / place).is_symlink(), (user, place, done.stdout)


def versions():
    return {p.name: json.loads(p.read_text())["signed"]["version"] for p in (STATE / "tuf").glob("*.json")}


def test_new_root_is_written_first():
    """Another root, disturbed at every call that changes a file: the old one keeps its protection, or the new one counts."""
    with machine() as one, World(BUILD) as second:
        assert one.trust().returncode == 0
        one.good("sync")
        kept = versions()
        assert kept
        old = (ETC / "root.json").read_bytes()
        other = second.publisher.root
        saved = one.world.folder / "saved"
        shutil.copytree(STATE, saved, symlinks=True)
        log = one.world.folder / "trace"

        def again():
            one.clean()
            shutil.rmtree(STATE)
            shutil.copytree(saved, STATE)
            for path in [STATE, *STATE.rglob("*")]:
                shutil.chown(path, "tiltas", "tiltas")
            (ETC / "root.json").write_bytes(old)

        def trust(*options):
            return run("strace", "-f", "-qq", "-y", "-s", "0", *options, "-o", log, one.tools / "tiltasctl", "trust", other, "--sha256",
                       hashlib.sha256(other.read_bytes()).hexdigest(), check=False)

        again()
        assert trust("-e", f"trace={CALLS}").returncode == 0
        assert not versions()
        counts, calls = {}, []
        for line in log.read_text().splitlines():
            call = re.match(r"\d+ +(\w+)\(", line)
            if call:
                counts[call[1]] = counts.get(call[1], 0) + 1
                if ("/etc/tiltas" in line or "/var/lib/tiltas" in line) and (call[1] != "openat" or "O_CREAT" in line):
                    calls.append((call[1], counts[call[1]]))
        assert {"openat", "write", "fsync", "renameat", "unlink"} <= {call for call, _ in calls}, calls
        ends = {"old": 0, "new": 0}
        for call, nth in calls:
            for fault in ("signal=KILL", "error=ENOSPC", "error=EIO"):
                again()
                done = trust("-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={nth}")
                now = (ETC / "root.json").read_bytes()
                what = f"{fault} at {call} number {nth}: {done.returncode} {done.stderr}"
                assert now in (old, other.read_bytes()), what
                ends["old" if now == old else "new"] += 1
                if now == old:
                    assert versions() == kept, f"{what}: the old root lost its protection"
                    one.good("sync", user="tiltas")
                    continue
                # The new root counts: nothing of the old one is taken for its own, also when this ended half-way.
                answer = json.loads(one.ctl("sync", "--json", user="tiltas").stdout)
                assert answer["result"] == "signature", (what, answer)
                assert one.trust(other).returncode == 0, what
                assert not versions(), what
        print(f"# {len(calls)} calls disturbed: {ends}", flush=True)
        assert ends["old"] and ends["new"]


def test_refusals_say_what_to_do():
    with machine() as one:
        def trust(file, digest=None, **kwargs):
            digest = digest or hashlib.sha256(file.read_bytes()).hexdigest()
            plain, done = one.ctl("trust", file, "--sha256", digest, **kwargs), one.ctl("trust", file, "--sha256", digest, "--json", **kwargs)
            answer = json.loads(done.stdout)
            assert done.returncode == plain.returncode and answer["sentence"] in plain.stderr and answer["detail"] in plain.stderr
            assert "update" not in answer["sentence"], answer
            return done.returncode, answer["result"], answer["sentence"], answer["detail"]

        real = hashlib.sha256((one.root / "root.json").read_bytes()).hexdigest()
        code, word, sentence, detail = trust(one.root / "root.json", "0" * 64)
        assert (code, word) == (1, "hash") and real in detail and "0" * 64 in detail and "letter" in sentence, (sentence, detail)
        code, word, sentence, detail = trust(one.root / "none.json", real)
        assert code == 1 and "cannot be read" in sentence and "none.json" in detail
        code, word, sentence, detail = trust(one.root, real)
        assert code == 1 and "cannot be read" in sentence
        large = one.root / "large"
        large.write_bytes(bytes(1 << 20))
        code, word, sentence, detail = trust(large)
        assert code == 1 and "too large" in sentence
        text = one.root / "text"
        text.write_text("hello")
        code, word, sentence, detail = trust(text)
        assert (code, word) == (1, "format") and "no root.json" in sentence
        forged = one.root / "forged"
        forged.write_text((one.root / "root.json").read_text().replace('"version":1', '"version":2', 1))
        code, word, sentence, detail = trust(forged)
        assert (code, word) == (1, "signature") and "did not sign" in sentence
        public = one.world.folder / "root.json"
        shutil.copy(one.root / "root.json", public)
        public.chmod(0o644)
        code, word, sentence, detail = trust(public, user="tiltas")
        assert code == 6 and "Run this as root" in sentence and "/etc/tiltas" in detail
        code, word, sentence, detail = trust(public, "abc")
        assert code == 2 and "64 digits" in sentence
        assert not (ETC / "root.json").exists() and not list(STATE.iterdir())


if os.geteuid() != 0 or subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode != 0:
    tap.main([("left-out", lambda: print("# left out: needs root and a mount namespace", flush=True))])
elif INSIDE not in os.environ:
    sys.exit(enter())
else:
    tap.main([(name[5:].replace("_", "-"), function) for name, function in list(globals().items()) if name.startswith("test_")])
