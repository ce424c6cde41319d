# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that change, signatures that run out, old files that go, and a publisher that is killed while it writes."""
import json
import os
import pathlib
import pty
import select
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
from publishing import Library

BUILD = sys.argv.pop(1)
SOURCES = pathlib.Path(__file__).resolve().parents[2]
DAY = 86400


def keyids(place, role):
    shown = json.loads(place.run(place.library, "show", "repo", "--json", expect=None))
    return next(entry["keyids"] for entry in shown["roles"] if entry["name"] == role)


def rotate(place, role, **named):
    """Gives the role one new key in the place of its first. The private halves lie side by side in keys/."""
    old = keyids(place, role)[0]
    number = 2
    while (place.library / "keys" / f"{role}.{number}.pem").exists():
        number += 1
    place.run(place.library, "keygen", f"keys/{role}.{number}.pem")
    return place.run(place.library, "rotate-key", "repo", role, "--add", f"keys/{role}.{number}.pub.json", "--remove", old, "--keys", "keys", **named)


def test_top_level():
    """Each role in turn; an old terminal and a new one follow."""
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        place.trust()
        assert place.fetch("lib/pack.jsonl"), place.said
        for version, role in enumerate(("timestamp", "snapshot", "targets", "root", "root"), 2):
            old = keyids(place, role)
            said = rotate(place, role)
            assert keyids(place, role) != old, said
            assert (place.repo / "metadata" / f"{version}.root.json").exists()
            assert place.fetch("lib/pack.jsonl"), f"{role}: {place.said}"
            place.run(place.library, "show", "repo")
        place.trust("fresh")
        assert place.fetch("lib/pack.jsonl", "fresh"), place.said
        # The old keys are worth nothing now.
        for role in ("timestamp", "snapshot", "targets", "root"):
            (place.library / "keys" / f"{role}.2.pem").unlink()
        (place.library / "keys" / "root.3.pem").unlink()
        place.refuses(place.library, "refresh", "repo", "--keys", "keys", because="may sign for it")


def test_lost_keys():
    """The old keys of timestamp and snapshot are gone: the new root goes before what it vouches for."""
    with Library(BUILD) as place:
        place.open()
        place.trust()
        assert place.fetch("lib/pack.jsonl"), place.said
        for role in ("timestamp", "snapshot", "targets"):
            old = keyids(place, role)[0]
            os.unlink(place.library / "keys" / f"{role}.pem")
            os.unlink(place.library / "keys" / f"{role}.pub.json")
            place.run(place.library, "keygen", f"keys/{role}.pem")
            place.run(place.library, "rotate-key", "repo", role, "--add", f"keys/{role}.pub.json", "--remove", old, "--keys", "keys")
            assert place.fetch("lib/pack.jsonl"), f"{role}: {place.said}"


def test_several_people():
    """Three root keys on three machines, two must sign; one leaves and another comes."""
    with Library(BUILD) as place:
        place.open()
        place.trust()
        for person in ("anna", "bob", "cyd"):
            place.run(place.library, "keygen", f"{person}/root.pem")
        first = keyids(place, "root")[0]
        adds = [word for person in ("anna", "bob", "cyd") for word in ("--add", f"{person}/root.pub.json")]
        place.run(place.library, "rotate-key", "repo", "root", *adds, "--threshold", "2", "--remove", first, "--keys", "keys", "--out", "2.root.json")
        place.refuses(place.library, "adopt", "repo", "2.root.json", "--keys", "keys", because="more people must sign")
        place.run(place.library, "sign", "2.root.json", "--keys", "anna")
        place.run(place.library, "sign", "2.root.json", "--keys", "anna")  # twice counts once
        place.refuses(place.library, "adopt", "repo", "2.root.json", "--keys", "keys", because="more people must sign")
        assert "2 of 2" in place.run(place.library, "sign", "2.root.json", "--keys", "bob")
        before = place.listing(place.repo)
        assert "would write repo/metadata/2.root.json" in place.run(place.library, "adopt", "repo", "2.root.json", "--keys", "keys", "--dry-run")
        assert place.listing(place.repo) == before
        place.run(place.library, "adopt", "repo", "2.root.json", "--keys", "keys")
        assert place.fetch("lib/pack.jsonl"), place.said
        place.refuses(place.library, "adopt", "repo", "2.root.json", "--keys", "keys", because="comes next")
        # A root that only the new people signed, not enough of the old, is refused; so is one person alone.
        cyd = json.loads((place.library / "cyd" / "root.pub.json").read_text())
        assert cyd["keytype"] == "ed25519"
        place.run(place.library, "keygen", "dan/root.pem")
        place.run(place.library, "rotate-key", "repo", "root", "--add", "dan/root.pub.json", "--keys", "dan", "--out", "3.root.json")
        place.run(place.library, "sign", "3.root.json", "--keys", "cyd")
        place.refuses(place.library, "adopt", "repo", "3.root.json", "--keys", "keys", because="more people must sign")
        place.run(place.library, "sign", "3.root.json", "--keys", "anna")
        place.run(place.library, "adopt", "repo", "3.root.json", "--keys", "keys")
        assert place.fetch("lib/pack.jsonl"), place.said
        spoilt = (place.library / "3.root.json").read_text().replace('"version":3', '"version":4')
        (place.library / "4.root.json").write_text(spoilt)
        place.refuses(place.library, "adopt", "repo", "4.root.json", "--keys", "keys", because="more people must sign")


def test_partner_keys():
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        place.trust()
        assert place.fetch("par/pack.jsonl"), place.said
        old = keyids(place, "par")[0]
        place.run(place.partner, "keygen", "new/par.pem")
        shutil.copy(place.partner / "new" / "par.pub.json", place.library / "new.pub.json")
        rotate_both = ("rotate-key", "repo", "par", "--add", "new.pub.json", "--keys", "keys")
        place.refuses(place.library, *rotate_both, "--remove", old, because="would lose its signatures")
        place.run(place.library, *rotate_both)
        assert place.fetch("par/pack.jsonl"), place.said
        place.run(place.partner, "hand-over", "out", "--publisher", "par", "--keys", "new", "--content", "content")
        place.accept()
        place.run(place.library, "rotate-key", "repo", "par", "--remove", old[:8], "--keys", "keys")
        assert len(keyids(place, "par")) == 1
        assert place.fetch("par/pack.jsonl"), place.said
        place.change_partner()
        place.hand_over()  # with the old key
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="foreign or an old key")
        # Stolen: at once, and the edition waits for its publisher.
        last = keyids(place, "par")[0]
        place.run(place.partner, "keygen", "third/par.pem")
        shutil.copy(place.partner / "third" / "par.pub.json", place.library / "third.pub.json")
        place.run(place.library, "rotate-key", "repo", "par", "--add", "third.pub.json", "--remove", last, "--force", "--keys", "keys")
        assert place.fetch("par/pack.jsonl") is None
        assert place.fetch("lib/pack.jsonl"), place.said
        place.run(place.partner, "hand-over", "out", "--publisher", "par", "--keys", "third", "--content", "content")
        place.accept()
        assert b"Didmies" in place.fetch("par/pack.jsonl")


def test_wrong_rotations():
    with Library(BUILD) as place:
        place.open()
        for because, *words in (("has no key whose id begins", "root", "--remove", "00000000"), ("at least 8 digits", "root", "--remove", keyids(place, "root")[0][:4]),
                                ("would have 0 key", "root", "--remove", keyids(place, "root")[0]), ("needs at least 2", "root", "--threshold", "2"),
                                ("is no role", "nobody", "--threshold", "1"), ("no-such-file", "root", "--add", "no-such-file")):
            place.refuses(place.library, "rotate-key", "repo", *words, "--keys", "keys", because=because)
        place.run(place.library, "rotate-key", "repo", "root", "--keys", "keys", expect=2)


def test_root_of_several():
    """n of m: three people with a key each, two sign; one may be lost for good."""
    with Library(BUILD) as place:
        folder = place.library
        said = place.run(folder, "init", "one", "--keys", "keys1")
        assert "the root has one key. If it is lost," in said and "--root-key A.pub.json" in said, said
        assert "all keys of the root must sign" in place.run(folder, "init", "two", "--keys", "keys2", "--threshold", "2")
        for name in ("a", "b", "c"):
            place.run(folder, "keygen", f"{name}/root.pem")
        keys = folder / "keys"
        keys.mkdir()
        named = [word for name in ("a", "b", "c") for word in ("--root-key", f"{name}/root.pub.json")]
        said = place.run(folder, "init", "repo", "--keys", "keys", *named, "--threshold", "2", expect=1)
        assert "needs 2 signature" in said and not (folder / "repo" / "metadata").exists(), said
        shutil.copy(folder / "a" / "root.pem", keys / "root.pem")
        shutil.copy(folder / "b" / "root.pem", keys / "root.2.pem")
        said = place.run(folder, "init", "repo", "--keys", "keys", *named, "--threshold", "2")
        assert "warning" not in said, said
        assert len(keyids(place, "root")) == 3 and "2 of 2" in place.run(folder, "show", "repo")
        # a is lost: b and c give the root another key in its place.
        shutil.rmtree(folder / "a")
        (keys / "root.pem").unlink()
        place.run(folder, "keygen", "d/root.pem")
        lost = next(iter(set(keyids(place, "root")) - {json.loads(place.run(folder, "show", "repo", "--json"))["roles"][0]["keyids"][i] for i in (1, 2)}))
        said = place.run(folder, "rotate-key", "repo", "root", "--add", "d/root.pub.json", "--remove", lost, "--keys", "keys", "--out", "2.root.json")
        assert f"key {lost[:12]} removed" in said and "added" in said, said
        said = place.run(folder, "show", "repo", "2.root.json")
        assert "root version 2" in said and f"key {lost[:12]} removed" in said, said
        said = place.run(folder, "sign", "2.root.json", "--keys", "c", "--repo", "repo")
        assert f"key {lost[:12]} removed" in said and "2 of 2 signatures that version 1 asks for" in said, said
        said = place.run(folder, "adopt", "repo", "2.root.json", "--keys", "keys")
        assert f"key {lost[:12]} removed" in said and "signs “timestamp” version 2" in said, said
        said = place.run(folder, "refresh", "repo", "--keys", "keys")
        assert "signs “timestamp” version 3, good until " in said and "signs “snapshot” version 3" in said, said


def example(number):
    """The lines of an example of the manual page, as somebody would type them."""
    page = (SOURCES / "data" / "man" / "tiltas-publish.1").read_text().replace("\\-", "-").split(".SH EXAMPLE")[1]
    return page.split(".nf\n")[number].split(".fi")[0].splitlines()


def test_example_of_the_manual():
    """Literally, with the content that comes with the program."""
    with Library(BUILD) as place:
        folder, partner = place.library, place.partner
        for name in ("content", "icons"):
            shutil.rmtree(folder / name)
            (folder / name).symlink_to(SOURCES / name)
        for words in example(1):
            assert words.startswith("tiltas-publish "), words
            place.run(folder, *words.split()[1:])
        (partner / "content" / "par").rename(partner / "content" / "rig")
        path = partner / "content" / "publishers.json"
        path.write_text(path.read_text().replace('"par"', '"rig"'))
        services = partner / "content" / "rig" / "services" / "services.csv"
        services.write_text(services.read_text().replace("town,library,", "town,lnb/library,"))
        for words in example(2):
            who, rest = words.split("$", 1)
            if "delegate" in rest:
                shutil.copy(partner / "keys" / "rig.pub.json", folder / "rig.pub.json")
            if "accept" in rest:
                shutil.copytree(partner / "out", folder / "out")
            at = {"partner": partner, "lnb": folder}[who]
            code, shown = at_terminal(place, at, ["keturi ilgi paprasti žodžiai"] * (2 if "protect" in rest else 1), *rest.split()[1:])
            assert code == 0, (words, shown)
        assert "“rig”" not in place.run(folder, "show", "repo")


def test_weak_passphrases():
    with Library(BUILD) as place:
        for weak in ("a", "slaptazodis"):
            (place.library / "weak").write_text(weak + "\n")
            said = place.run(place.library, "keygen", "keys/root.pem", "--protect", "--passphrase-file", "weak", expect=1)
            assert "too short: take at least 12 characters" in said and not (place.library / "keys").exists(), said


def test_wrong_kinds():
    with Library(BUILD) as place:
        place.open()
        place.refuses(place.library, "delegate", "repo", "par", "--keys", "keys", "--kind", "brnch", because="“brnch” is no kind of record; the kinds are unit, ")


def test_build_dry_run_names_pictures():
    with Library(BUILD) as place:
        said = place.run(place.library, "build", "content", "out", "--dry-run")
        place.run(place.library, "build", "content", "out")
        written = {str(path.relative_to(place.library)) for path in (place.library / "out").rglob("*") if path.is_file()}
        assert {line.split()[-1] for line in said.splitlines()} == written, said


def test_passphrases():
    with Library(BUILD) as place:
        (place.library / "secret").write_text("labai ilgas sakinys\n")
        place.run(place.library, "init", "repo", "--keys", "keys", "--protect", "--passphrase-file", "secret")
        (place.library / "wrong").write_text("kitas\n")
        place.refuses(place.library, "refresh", "repo", "--keys", "keys", "--passphrase-file", "wrong", because="the passphrase does not open this key")
        place.refuses(place.library, "refresh", "repo", "--keys", "keys", "--passphrase-file", "none", because="none")
        place.run(place.library, "refresh", "repo", "--keys", "keys", "--passphrase-file", "secret")


def at_terminal(place, folder, answers, *arguments):
    """tiltas-publish at a terminal where a person types each answer as it is asked; exit code and what stood there."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ.pop("TILTAS_PASSPHRASE", None)
        os.execv(place.program, [place.program, *map(str, arguments)])
    shown, at, answers = b"", 0, list(answers)
    try:
        while select.select([terminal], [], [], 60)[0] and (chunk := os.read(terminal, 4096)):
            shown += chunk
            if answers and (b"assphrase of" in shown[at:] or b"once more" in shown[at:]) and shown.endswith(b": "):
                at = len(shown)
                os.write(terminal, answers.pop(0).encode() + b"\n")
    except OSError:
        pass  # the terminal's other end is closed
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()


def test_passphrases_at_the_terminal():
    with Library(BUILD) as place:
        folder = place.library
        # A slip in a new passphrase would shut the key for ever: it is typed twice.
        code, shown = at_terminal(place, folder, ["vienas ilgas žodis", "veinas ilgas žodis", "vienas ilgas žodis", "vienas ilgas žodis"], "keygen", "keys/root.pem", "--protect")
        assert code == 0 and "the two differ" in shown and "vienas" not in shown, shown
        code, shown = at_terminal(place, folder, [""], "keygen", "keys/other.pem", "--protect")
        assert code == 1 and "needs a passphrase" in shown and not (folder / "keys" / "other.pem").exists(), shown
        # Two people, two passphrases: each key asks for its own.
        (folder / "second").write_text("antras sakinys\n")
        place.run(folder, "keygen", "keys/root.2.pem", "--protect", "--passphrase-file", "second")
        init = ("init", "repo", "--keys", "keys", "--threshold", "root=2")
        code, shown = at_terminal(place, folder, ["vienas ilgas žodis", "kas?", "antras sakinys"], *init)
        assert code == 0 and "That was not it. Passphrase of keys/root.2.pem" in shown, shown
        code, shown = at_terminal(place, folder, ["a", "b", "c"], "init", "other", "--keys", "keys", "--threshold", "root=2")
        assert code == 1 and "does not open this key" in shown and not (folder / "other").exists(), shown
        # In a file: one a line.
        (folder / "both").write_text("vienas ilgas žodis\nantras sakinys\n")
        place.run(folder, "init", "third", "--keys", "keys", "--threshold", "root=2", "--passphrase-file", "both")
        # A dry run makes no key and asks for nothing.
        place.run(folder, "init", "fourth", "--keys", "keys4", "--protect", "--dry-run")


def test_refresh_warns():
    """Root and targets offline: refresh signs the rest, and tells 30 days before that a person must come."""
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        shutil.copytree(place.library / "keys", place.library / "online")
        for role in ("root", "targets", "lib"):
            (place.library / "online" / f"{role}.pem").unlink()
        now = int(time.time())
        refresh = ("refresh", "repo", "--keys", "online", "--dry-run", "--now")
        said = place.run(place.library, *refresh, now + DAY)
        assert "runs out" not in said and "would write repo/metadata/timestamp.json" in said
        said = place.run(place.library, *refresh, now + 62 * DAY, expect=3)
        assert all(f"“{role}” runs out" in said for role in ("targets", "lib", "par")) and "“root”" not in said, said
        said = place.run(place.library, *refresh, now + 340 * DAY, expect=3)
        assert "“root” runs out" in said and "“par” ran out" in said, said
        place.run(place.library, *refresh, now + 62 * DAY, "--warn", "7")
        said = place.run(place.library, "refresh", "repo", "--keys", "keys", "--dry-run", "--now", now + 62 * DAY, expect=3)
        assert "“par”" in said and "“targets” runs out" not in said and ".targets.json" in said, said
        said = place.run(place.library, "show", "repo", "--now", now + 62 * DAY, expect=1)  # the timestamp ran out by then
        assert "soon: “targets”" in said
        place.run(place.library, "refresh", "repo", "--keys", "online", "--now", now + 62 * DAY, expect=3)
        place.run(place.library, "show", "repo", "--now", now + 62 * DAY, expect=3)
        # Two keys of root are needed and only one is there: refresh goes on without it.
        place.run(place.library, "keygen", "keys/root.2.pem")
        place.run(place.library, "rotate-key", "repo", "root", "--add", "keys/root.2.pub.json", "--threshold", "2", "--keys", "keys", "--expires", "root=10")
        (place.library / "keys" / "root.2.pem").unlink()
        said = place.run(place.library, "refresh", "repo", "--keys", "keys", "--now", now + 8 * DAY, expect=3)
        assert "“root” runs out" in said, said


def age(place, days):
    """Makes all files of the repository older, so that what is written later is the newest."""
    for path in place.repo.rglob("*"):
        if path.is_file():
            stat = path.stat()
            os.utime(path, (stat.st_atime - days * DAY, stat.st_mtime - days * DAY))


def test_prune():
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        for hour in ("09:00", "10:00", "11:00"):
            age(place, 10)
            place.change_library("Mo-Fr " + {"09:00": "08:00", "10:00": "09:00", "11:00": "10:00"}[hour], "Mo-Fr " + hour)
            place.run(place.library, "publish", "repo", "--keys", "keys", "--content", "content")
        packs = lambda: sorted(path.name for path in (place.repo / "targets" / "lib").glob("*.pack.jsonl"))
        assert len(packs()) == 4
        (place.repo / "targets" / "lib" / "x.pack.jsonl.A1B2C3").write_text("left by a crash")
        assert "removed 0 file" in place.run(place.library, "prune", "repo", "--older-than", "100", "--keep", "1")
        before = place.listing(place.repo)
        said = place.run(place.library, "prune", "repo", "--keep", "1", "--dry-run")
        assert "would remove repo/metadata/1.snapshot.json" in said and place.listing(place.repo) == before
        place.run(place.library, "prune", "repo", "--keep", "1")
        assert len(packs()) == 2, packs()  # the present one and the one before, replaced just now
        assert (place.repo / "targets" / "lib" / "x.pack.jsonl.A1B2C3").exists()  # not old enough
        place.run(place.library, "show", "repo")
        place.trust()
        for path in ("lib/pack.jsonl", "par/pack.jsonl", "lib/3.delta", "lib/5.delta", "publishers.json"):
            assert place.fetch(path) is not None, place.said
        age(place, 10)
        place.run(place.library, "prune", "repo", "--keep", "1")
        assert len(packs()) == 1
        assert not (place.repo / "targets" / "lib" / "x.pack.jsonl.A1B2C3").exists()
        place.run(place.library, "show", "repo")
        place.trust("fresh")
        assert place.fetch("lib/pack.jsonl", "fresh") and place.fetch("par/pack.jsonl", "fresh"), place.said


# ---- Killed while writing ----

def count_writes(place, call, words, repo):
    """How often the command does a system call."""
    log = place.folder / "strace.log"
    place.run(place.library, *words, trace=("strace", "-f", "-qq", "-o", log, "-e", f"trace={call}"))
    lines = [line for line in log.read_text().splitlines() if f"{call}(" in line]
    return len(lines)


def killed_everywhere(place, words, good):
    """Runs the command once for every rename it makes and kills it before that one; then a terminal, old or new, gets
    everything; then the command runs again and finishes. good(bytes or None) judges lib/pack.jsonl."""
    saved = place.folder / "saved"
    shutil.copytree(place.library, saved)
    shutil.copytree(place.folder / "client", place.folder / "client-saved")
    kills = 0
    for call in ("rename", "fsync"):
        shutil.rmtree(place.library)
        shutil.copytree(saved, place.library)
        total = count_writes(place, call, words, place.repo)
        for when in range(1, total + 1):
            shutil.rmtree(place.library)
            shutil.copytree(saved, place.library)
            place.run(place.library, *words, expect=None, trace=("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                                                                 "-e", f"inject={call}:signal=KILL:when={when}"))
            assert place.code != 0
            kills += 1
            for state in ("client", f"new-{call}-{when}"):
                if state == "client":
                    shutil.rmtree(place.folder / "client")
                    shutil.copytree(place.folder / "client-saved", place.folder / "client")
                else:
                    place.trust(state)
                got = place.fetch("lib/pack.jsonl", state)
                assert got is not None and good(got), f"killed at {call} {when} of {total}, {state}: {place.said}"
                assert place.fetch("par/pack.jsonl", state) is not None, f"{call} {when}, {state}: {place.said}"
            place.run(place.library, *words, expect=None)  # once more: now it is done, or was already
            assert place.code == 0 or "rotate-key" in words, f"{call} {when}"
            place.run(place.library, "refresh", "repo", "--keys", "keys")
            place.run(place.library, "show", "repo")
    return kills


def killed(name, prepare, words, good=lambda pack: True):
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        place.trust()
        assert place.fetch("lib/pack.jsonl") is not None
        prepare(place)
        print(f"# {name}: killed {killed_everywhere(place, words(place), good)} times", flush=True)


def test_killed_publish():
    def prepare(place):
        place.change_library()
    killed("publish", prepare, lambda place: ("publish", "repo", "--keys", "keys", "--content", "content"), lambda pack: b"08:00-17:00" in pack or b"09:00-17:00" in pack)


def test_killed_accept():
    def prepare(place):
        place.change_partner()
        place.hand_over()
    killed("accept", prepare, lambda place: ("accept", "repo", "par", place.partner / "out", "--keys", "keys"))


def test_killed_rotation():
    """All keys of all roles but root at hand: at no moment is a terminal without files that hold."""
    def prepare(place):
        place.run(place.library, "keygen", "keys/timestamp.2.pem")
        place.old = keyids(place, "timestamp")[0]
    killed("rotate-key", prepare, lambda place: ("rotate-key", "repo", "timestamp", "--add", "keys/timestamp.2.pub.json", "--remove", place.old, "--keys", "keys"))


def test_killed_rotation_of_lost_keys():
    """Nothing holds under both roots, so a terminal may find the new one without its timestamp; refresh mends that."""
    with Library(BUILD) as place:
        place.open()
        place.trust()
        old = keyids(place, "timestamp")[0]
        for name in ("timestamp.pem", "timestamp.pub.json"):
            (place.library / "keys" / name).unlink()
        place.run(place.library, "keygen", "keys/timestamp.pem")
        words = ("rotate-key", "repo", "timestamp", "--add", "keys/timestamp.pub.json", "--remove", old, "--keys", "keys")
        shutil.copytree(place.library, place.folder / "saved")
        for when in range(1, count_writes(place, "rename", words, place.repo) + 1):
            shutil.rmtree(place.library)
            shutil.copytree(place.folder / "saved", place.library)
            place.run(place.library, *words, expect=None, trace=("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=rename", "-e", f"inject=rename:signal=KILL:when={when}"))
            if (place.repo / "metadata" / "2.root.json").exists():
                place.run(place.library, "refresh", "repo", "--keys", "keys")
            else:
                place.run(place.library, *words)
            assert place.fetch("lib/pack.jsonl", "client") is not None, place.said
            shutil.rmtree(place.folder / "client")
            place.trust()


tap.main([(name, function) for name, function in list(globals().items()) if name.startswith("test_")])
