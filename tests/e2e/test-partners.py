# SPDX-License-Identifier: GPL-3.0-or-later
"""Partner libraries: what they sign alone, on their own machine, and what the National Library takes in."""
import json
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
from publishing import Library

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
    change(whole["signed"])
    whole["signatures"] = []
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

    def future(signed):
        signed["targets"]["par/pack.jsonl"]["custom"]["published"] = "2099-01-01T00:00:00Z"

    cases = ((path_of_another, "does not lie under"), (strange_name, "neither pack.jsonl"), (upwards, "does not lie under"), (no_pack, "has no"),
             (wrong_small, "missing or cannot be read"), (delegates, "delegates to others"), (expired, "ran out"),
             (wrong_hash, "missing or cannot be read"), (future, "which is to come"))
    with Library(BUILD) as place:
        place.open()
        for change, because in cases:
            shutil.rmtree(place.partner / "out", ignore_errors=True)
            place.hand_over()
            resign(place, change)
            place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because=because)


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
        listed = json.loads(next((place.repo / "targets").glob("*.publishers.json")).read_text())
        assert [entry["id"] for entry in listed["publishers"]]


def test_thresholds():
    """A partner of whom two people must sign, one after the other."""
    with Library(BUILD) as place:
        place.open()
        place.run(place.partner, "keygen", "second/par.pem")
        shutil.copy(place.partner / "second" / "par.pub.json", place.library / "second.pub.json")
        place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--public", "par.pub.json", "--public", "second.pub.json", "--threshold", "2")
        place.hand_over()
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="1 of the 2")
        place.run(place.partner, "sign", "out/metadata/1.par.json", "--role", "par", "--keys", "second")
        place.accept()
        place.trust()
        assert place.fetch("par/pack.jsonl") is not None, place.said


def test_revoke():
    with Library(BUILD) as place:
        place.open()
        place.hand_over()
        place.accept()
        place.run(place.library, "delegate", "repo", "par", "--keys", "keys", "--revoke")
        place.trust()
        assert place.fetch("par/pack.jsonl") is None
        place.change_partner()
        place.hand_over()
        place.refuses(place.library, "accept", "repo", "par", place.partner / "out", "--keys", "keys", because="has no role")


tap.main([(name, function) for name, function in list(globals().items()) if name.startswith("test_")])
