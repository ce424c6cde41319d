# SPDX-License-Identifier: GPL-3.0-or-later
"""Partner libraries: what they sign alone, on their own machine, and what the National Library takes in."""
import datetime
import hashlib
import json
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
from publishing import Library
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "data" / "delta"))
import encode as second

BUILD = sys.argv.pop(1)


def test_partner_alone():
    """check and build know nothing but the partner's folder; links to others are told, not refused."""
    with Library(BUILD) as place:
        said = place.run(place.partner, "check", "content")
        assert ", 0 faults" in said, said
        place.run(place.partner, "build", "content", "packs")
        assert (place.partner / "packs" / "par" / "pack.jsonl").stat().st_size > 0
        path = place.partner / "content" / "par" / "announcements" / "news"
        path.mkdir(parents=True)
        place.run(place.partner, "keygen", "keys/par.pem")
        place.run(place.partner, "hand-over", "out", "--publisher", "par", "--keys", "keys", "--packs", "packs")
        assert sorted(p.name for p in (place.partner / "out" / "metadata").iterdir()) == ["1.par.json"]


def test_hand_over():
    with Library(BUILD) as place:
        place.open()
        place.trust()
        assert place.fetch("lib/pack.jsonl") is not None, place.said
        assert place.fetch("par/pack.jsonl") is None
        place.hand_over()
        before = place.listing(place.repo)
        said = place.accept_dry = place.run(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", "--dry-run")
        assert "would write repo/metadata/1.par.json" in said and place.listing(place.repo) == before
        place.accept()
        first = place.fetch("par/pack.jsonl")
        assert b"Miesto" in first, place.said
        place.change_partner()
        place.hand_over()
        place.accept()
        assert b"Didmies" in place.fetch("par/pack.jsonl")
        signed = json.loads((place.repo / "metadata" / "2.par.json").read_text())["signed"]
        assert "par/3.delta" in signed["targets"]
        assert place.fetch("par/3.delta") is not None
        assert "taken in already" in place.accept()  # twice is no harm
        place.run(place.library, "show", "repo")
        place.run(place.library, "publish", "repo", "--keys", "keys", "--content", "content")  # does not know of par
        assert b"Didmies" in place.fetch("par/pack.jsonl")


def test_only_the_new_files():
    """Blobs and targets that came with an earlier hand-over need not come again."""
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        before = {path.relative_to(place.partner / "out") for path in (place.partner / "out").rglob("*") if path.is_file()}
        place.change_partner()
        place.hand_over()
        for path in before:
            (place.partner / "out" / path).unlink()
        place.accept()
        place.trust()
        assert b"Didmies" in place.fetch("par/pack.jsonl")


def test_replay():
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        shutil.copytree(place.partner / "out", place.partner / "old")
        place.change_partner()
        place.hand_over()
        place.accept()
        place.refuses(place.library, "accept", "repo", "par", place.partner / "old", "--keys", "keys", because="older hand-over")
        # A partner that lost its folder begins again with version 1, and is told how to go on.
        shutil.rmtree(place.partner / "out")
        place.hand_over()
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="--above")
        shutil.rmtree(place.partner / "out")
        place.hand_over("--above", "2")
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="--seq")
        shutil.rmtree(place.partner / "out")
        place.hand_over("--above", "2", "--seq", "4")
        place.accept()


def test_foreign_key():
    with Library(BUILD) as place:
        place.open()
        (place.partner / "keys" / "par.pem").unlink()
        (place.partner / "keys" / "par.pub.json").unlink()
        place.run(place.partner, "keygen", "keys/par.pem")
        place.hand_over()
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="foreign or an old key")


def test_another_publisher():
    """The partner signs for the National Library's path: as its role, and inside its own metadata."""
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        out = place.partner / "out"
        os.rename(out / "metadata" / "1.par.json", out / "metadata" / "9.lib.json")
        place.refuses(place.library, "accept", "repo", "lib", out, "--keys", "keys", because="holds version 1")
        os.rename(out / "metadata" / "9.lib.json", out / "metadata" / "1.lib.json")
        place.refuses(place.library, "accept", "repo", "lib", out, "--keys", "keys", because="repository has version")
        place.refuses(place.library, "accept", "repo", "par", out, "--keys", "keys", because="holds nothing of")
        place.refuses(place.library, "accept", "repo", "nobody", out, "--keys", "keys", because="has no role")


def resign(place, change):
    """Changes the signed part of the hand-over and signs it with the partner's key."""
    path = place.partner / "out" / "metadata" / "1.par.json"
    whole = json.loads(path.read_text())
    path.unlink()
    change(whole["signed"])
    whole["signatures"] = []
    path = path.with_name(f"{whole['signed']['version']}.par.json")
    path.write_text(json.dumps(whole))
    place.run(place.partner, "sign", path, "--role", "par", "--keys", "keys")


def test_signed_lies():
    """Everything that a partner can sign with its own good key and must not get through."""
    def path_of_another(signed):
        signed["targets"]["lib/pack.jsonl"] = signed["targets"]["par/pack.jsonl"]

    def strange_name(signed):
        signed["targets"]["par/other.txt"] = signed["targets"]["par/pack.jsonl"]

    def upwards(signed):
        signed["targets"]["par/../lib/pack.jsonl"] = signed["targets"]["par/pack.jsonl"]

    def no_pack(signed):
        del signed["targets"]["par/pack.jsonl"]

    def wrong_small(signed):
        signed["targets"]["par/pack.jsonl.zst"] = signed["targets"]["par/pack.jsonl"]

    def delegates(signed):
        key = "0" * 64
        signed["delegations"] = {"keys": {}, "roles": [{"name": "evil", "keyids": [key], "threshold": 1, "paths": ["*"], "terminating": True}]}

    def expired(signed):
        signed["expires"] = "2020-01-01T00:00:00Z"

    def wrong_hash(signed):
        signed["targets"]["par/pack.jsonl"]["hashes"]["sha256"] = "0" * 64

    def long(signed):
        signed["x"] = "x" * 70000

    def leap(signed):
        signed["version"] = 2 ** 53

    def future(signed):
        soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
        signed["targets"]["par/pack.jsonl"]["custom"]["published"] = soon.strftime("%Y-%m-%dT%H:%M:%SZ")

    def long_ago(signed):
        signed["targets"]["par/pack.jsonl"]["custom"]["published"] = "1970-01-01T00:00:00Z"

    def number_leap(signed):
        signed["targets"]["par/pack.jsonl"]["custom"]["seq"] = 10001

    def last_number(signed):
        signed["targets"]["par/pack.jsonl"]["custom"]["seq"] = 2 ** 63 - 1

    cases = ((path_of_another, "does not lie under"), (strange_name, "neither pack.jsonl"), (upwards, "does not lie under"), (no_pack, "has no"),
             (wrong_small, "missing or cannot be read"), (delegates, "delegates to others"), (expired, "ran out"),
             (wrong_hash, "missing or cannot be read"), (future, "which is to come"), (long_ago, "no time of publishing"),
             (number_leap, "leaps too far ahead"), (last_number, "leaps too far ahead"),
             (long, "is longer than 65536 bytes"), (leap, "is more than 100000 above version 0"))
    with Library(BUILD) as place:
        place.open()
        for change, because in cases:
            shutil.rmtree(place.partner / "out", ignore_errors=True)
            place.hand_over()
            resign(place, change)
            place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because=because)


def sign_anew(place, version, pack, deltas=(), blobs=()):
    """A hand-over that tiltas-publish would not make, signed with the partner's good key. deltas: (name, bytes, custom)."""
    out = place.partner / "out"
    last = sorted((out / "metadata").glob("*.par.json"), key=lambda path: int(path.name.split(".")[0]))[-1]
    signed = json.loads(last.read_text())["signed"]
    shutil.rmtree(out / "metadata")
    (out / "metadata").mkdir()
    custom = dict(signed["targets"]["par/pack.jsonl"]["custom"], seq=version + 1)
    signed["targets"] = {}
    signed["version"] = version
    for name, data, said in (("pack.jsonl", pack, custom), *deltas):
        digest = hashlib.sha256(data).hexdigest()
        (out / "targets" / "par" / f"{digest}.{name}").write_bytes(data)
        signed["targets"][f"par/{name}"] = {"custom": said, "hashes": {"sha256": digest}, "length": len(data)}
    for blob in blobs:
        digest = hashlib.sha256(blob).hexdigest()
        path = out / "blobs" / digest[:2] / digest
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(blob)
    path = out / "metadata" / f"{version}.par.json"
    path.write_text(json.dumps({"signatures": [], "signed": signed}))
    place.run(place.partner, "sign", path, "--role", "par", "--keys", "keys")


def state(pack):
    return hashlib.sha256(pack).hexdigest()


def line(**members):
    return json.dumps(members, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode() + b"\n"


def test_wrong_deltas():
    """A delta is tried before it is taken in: a terminal would notice only after it had fetched it in vain."""
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        one = next((place.partner / "out" / "targets" / "par").glob("*.pack.jsonl")).read_bytes()
        two, three, other = (one.replace(b"Miesto", word) for word in (b"Didmies", b"Kaimo", b"Kitas"))
        joins = {"base": state(one), "result": state(two)}
        onwards = {"base": state(two), "result": state(three)}
        for deltas, because in (
                ([("3.delta", second.encode("par", one, other), joins)], "does not make the edition"),
                ([("3.delta", second.encode("par", other, two), joins)], "does not fit the edition"),
                ([("3.delta", second.encode("par", one, two), {"base": "0" * 64, "result": state(two)})], "does not lead from edition 2"),
                ([("3.delta", second.encode("par", one, other), {"base": state(one), "result": state(other)})], "does not lead to pack.jsonl"),
                ([("3.delta", second.encode("par", one, two), {})], "does not say which editions"),
                ([("3.delta", second.encode("par", one, two)[:-1], joins)], "is no delta that can be read"),
                ([("4.delta", second.encode("par", one, two), joins)], "does not lead to pack.jsonl"),
                ([(f"{number}.delta", second.encode("par", one, two), joins) for number in range(11, 20)], "it has 9 deltas"),
                ([("2.delta", second.encode("par", other, one), {"base": state(other), "result": state(one)}), ("3.delta", second.encode("par", one, two), joins)],
                 "is not the one that was taken in before"),
                ([("03.delta", second.encode("par", one, two), joins)], "neither pack.jsonl")):
            sign_anew(place, 2, two, deltas)
            place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because=because)
        # Two editions at once: the middle one was never in the repository, and is made from the first.
        sign_anew(place, 3, three, [("3.delta", second.encode("par", one, two), joins), ("4.delta", second.encode("par", other, three), onwards)])
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="does not fit the edition")
        sign_anew(place, 3, three, [("3.delta", second.encode("par", one, two), joins), ("4.delta", second.encode("par", two, three), onwards)])
        place.accept()


def test_leaping_numbers():
    """Editions that were numbered anew, and several at once: the deltas between them are good."""
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        place.change_partner("Miesto", "Didmies")
        place.hand_over()
        place.accept()
        place.change_partner("Didmies", "Kaimo")
        place.hand_over("--seq", "40")
        place.change_partner("Kaimo", "Kito")
        place.hand_over()
        place.accept()
        place.trust()
        assert b"Kito" in place.fetch("par/pack.jsonl"), place.said
        assert place.fetch("par/41.delta") is not None, place.said


LAST = {"kind": "service", "id": "zz", "categories": ["other"], "position": 9, "status": "active", "verified": False,
        "name": "Z", "fee": "free", "source": "test"}  # sorts after all in the pack


def test_hostile_packs():
    """Packs that the partner's own program would not sign."""
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--quota", "bytes=1000000", "--quota", "blobs=50")
        good = next((place.partner / "out" / "targets" / "par").glob("*.pack.jsonl")).read_bytes()
        outer, inner = b"y" * 10, b"x" * 100
        hidden = {"length": 10, "sha256": state(outer), "within": {"length": 100, "sha256": state(inner)}}
        short = {"length": 10, "sha256": state(inner)}
        for pack, because in (
                (line(id="a", kind="branch", publisher="lib") + good, "lib/branch/a does not belong to par"),
                (good + line(**LAST, publisher="par", words="x" * 262144), "longer than 262144 bytes"),
                (good + good, "may not stand after"),
                (good.replace(b"\n", b"\r\n"), "not in canonical form"),
                (good[:-1], "the last line has no end"),
                (good + line(**LAST, picture=hidden, publisher="par"), "110 blobs are over the limit of 50"),
                (good + line(**LAST, picture=short, publisher="par"), "is not the blob that its name says"),
                (good + line(**LAST, pictures=[short, dict(short, length=100)], publisher="par"), "is not the blob that its name says"),
                (good + line(**LAST, picture={"length": 1, "sha256": "0" * 64}, publisher="par"), "No such file")):
            sign_anew(place, 2, pack, blobs=(outer, inner))
            place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because=because)


def test_unknown_category():
    """The partner's own folder cannot know the National Library's categories; accept does, and names the nearest."""
    with Library(BUILD) as place:
        place.open()
        services = place.partner / "content" / "par" / "services" / "services.csv"
        good = services.read_text()
        for name, because in (("librray", "is “lib/library” meant?"), ("astronomy", "there are lib/emergency, lib/library"), ("lob/library", "is “lib/library” meant?"),
                              ("nobody/astronomy", "there are lib/emergency, lib/library")):
            services.write_text(good.replace("town,library,", f"town,{name},", 1))
            said = place.run(place.partner, "check", "content")
            assert "[foreign-link]" in said and "Ask that publisher for its categories.csv" in said, said
            place.hand_over()
            place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because=because)
            shutil.rmtree(place.partner / "out")
        services.write_text(good)
        place.hand_over()
        place.accept()


def test_damaged_and_missing():
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        pack = next((place.partner / "out" / "targets" / "par").glob("*.pack.jsonl"))
        good = pack.read_bytes()
        pack.write_bytes(good[:-1] + b" ")
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="not the file that was signed")
        pack.unlink()
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="missing")
        pack.symlink_to("/etc/passwd")
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="missing or cannot be read")
        pack.unlink()
        pack.write_bytes(good)
        metadata = place.partner / "out" / "metadata" / "1.par.json"
        text = metadata.read_text()
        metadata.write_text(text.replace('"version":1', '"version":2'))
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="holds version")
        metadata.unlink()
        os.mkfifo(metadata)
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="out/metadata/1.par.json: not a regular file")
        metadata.unlink()
        metadata.write_text("{}")
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="1.par.json")
        metadata.write_text(text)
        place.accept()


def test_quota():
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        out = place.partner / "out"
        for quota, because in (("records=1", "records are over the limit"), ("bytes=100", "over the limit of 100")):
            place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--quota", quota)
            place.refuses(place.library, "accept", "repo", "par", out, "--keys", "keys", because=because)
        place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--quota", "records=0", "--quota", "bytes=0", "--kind", "holiday")
        place.refuses(place.library, "accept", "repo", "par", out, "--keys", "keys", because="may not ship records of the kind")
        place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--kind", "service", "--kind", "service-text", "--kind", "branch", "--kind", "holiday", "--kind", "holiday-text")
        place.accept()
        place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--quota", "records=1")
        assert "records, over the limit of 1 in publishers.json" in place.run(place.library, "show", "repo", expect=1)
        listed = json.loads(next((place.repo / "targets").glob("*.publishers.json")).read_text())
        assert [entry["id"] for entry in listed["publishers"]]


def test_lost_limits():
    """publishers.json is gone: a publication of its own would else take every partner's role away."""
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        for path in (place.repo / "targets").glob("*.publishers.json"):
            path.unlink()
        place.change_library()
        place.refuses(place.library, "publish", "repo", "--keys", "keys", "--content", "content", because="the limits of partners stand in it")


def test_thresholds():
    """A partner of whom two people must sign, one after the other."""
    with Library(BUILD) as place:
        place.open()
        place.run(place.partner, "keygen", "second/par.pem")
        shutil.copy(place.partner / "second" / "par.pub.json", place.library / "second.pub.json")
        place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--public", "par.pub.json", "--public", "second.pub.json", "--threshold", "2")
        said = place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--threshold", "1")  # of the same two
        told = next(line for line in said.splitlines() if "may publish" in line)
        assert told.startswith("“par” may publish, with 1 signature of these keys: ") and len(told.split(": ")[1].split()) == 2, said
        place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--threshold", "2")
        place.refuses(place.library, "delegate", "repo", "par", "--keys", "keys", "--threshold", "3", because="but has 2")
        place.hand_over()
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="1 of the 2")
        place.run(place.partner, "sign", "out/metadata/1.par.json", "--role", "par", "--keys", "second")
        place.accept()
        place.trust()
        assert place.fetch("par/pack.jsonl") is not None, place.said


def test_prune():
    """The partner's own folder, which would grow with each edition."""
    with Library(BUILD) as place:
        place.open()
        assert "good until " in place.hand_over()
        place.change_partner()
        place.hand_over()
        out = place.partner / "out"
        before = place.listing(out)
        prune = ("prune", "out", "--publisher", "par", "--older-than", "0")
        assert "would remove out/metadata/1.par.json" in place.run(place.partner, *prune, "--dry-run")
        assert place.listing(out) == before
        assert "removed 0 file" in place.run(place.partner, "prune", "out", "--publisher", "par")
        for path in out.rglob("*"):
            os.utime(path, (0, 0))
        place.run(place.partner, *prune)
        assert sorted(path.name for path in (out / "metadata").iterdir()) == ["2.par.json"]
        assert len(list((out / "targets" / "par").iterdir())) == 3  # the edition, plain and compressed, and the delta to it
        place.change_partner("Didmies", "Kaimo")
        place.hand_over()
        place.accept()
        place.trust()
        assert b"Kaimo" in place.fetch("par/pack.jsonl"), place.said
        assert place.fetch("par/4.delta") is not None, place.said
        place.run(place.partner, "prune", "nothing", "--publisher", "par", expect=1)
        assert not (place.partner / "nothing").exists()


def test_slips():
    """What people mix up is named, with the way out."""
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        metadata = place.partner / "out" / "metadata" / "1.par.json"
        for arguments, because in (
                (("delegate", "repo", "Par Biblioteka", "--public", "par.pub.json"), "use a-z, 0-9"),
                (("delegate", "repo", "new"), "--public"),
                (("delegate", "repo", "new", "--public", "keys/lib.pem"), "NAME.pub.json"),
                (("rotate-key", "repo", "timestamp", "--add", "keys/lib.pem"), "NAME.pub.json"),
                (("accept", "repo", "par", metadata), "a folder that hand-over wrote"),
                (("sign", "par.pub.json"), "par.pub.json: "),
                (("hand-over", "out", "--publisher", "par", "--content", "content"), "content has no edition of “par”")):
            place.refuses(place.library, *arguments, "--keys", "keys", because=because)


def test_revoke():
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        place.trust()
        assert place.fetch("par/pack.jsonl") is not None, place.said
        said = place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--revoke")
        assert "“par” may no longer publish" in said, said
        assert place.fetch("par/pack.jsonl") is None
        assert place.fetch("lib/pack.jsonl") is not None, place.said  # for a terminal that knew the role
        place.change_partner()
        place.hand_over()
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="has no role")
        said = place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--public", "par.pub.json")
        entry = json.loads(place.run(place.library, "show", "repo", "--json"))["limits"][1]
        assert entry == {"id": "par", "records": 50000, "bytes": 67108864, "blobs": 268435456,
                         "kinds": ["announcement", "announcement-text", "branch", "service", "service-text"]}, entry  # none were named
        # It comes back with other keys; what it signed before does not count.
        for name in ("par.pem", "par.pub.json"):
            (place.partner / "keys" / name).unlink()
        place.run(place.partner, "keygen", "keys/par.pem")
        shutil.copy(place.partner / "keys" / "par.pub.json", place.library / "par.pub.json")
        said = place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--public", "par.pub.json", "--quota", "records=100")
        assert "“par” may publish, with 1 signature of these keys: " in said, said
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="foreign or an old key")
        place.hand_over()
        place.accept()
        assert b"Didmies" in place.fetch("par/pack.jsonl"), place.said


tap.main([(name, function) for name, function in list(globals().items()) if name.startswith("test_")])
