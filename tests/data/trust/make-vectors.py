#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the metadata beside this file: signed by python3-cryptography, canonicalised by the few lines below, so that
src/trust is tried against another implementation. Run it by hand; what it wrote is committed. Keys are made anew each
time and thrown away: no private key is kept anywhere."""
import hashlib
import json
import pathlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

HERE = pathlib.Path(__file__).parent
EXPIRES = "2099-12-31T23:59:59Z"
PSS_DIGEST = padding.PSS.DIGEST_LENGTH if hasattr(padding.PSS, "DIGEST_LENGTH") else 32


def canonical(value):
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value is True or value is False or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical(element) for element in value) + "]"
    members = sorted(value.items(), key=lambda member: member[0].encode())
    return "{" + ",".join(canonical(name) + ":" + canonical(member) for name, member in members) + "}"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class Key:
    def __init__(self, keytype, scheme, private, salt=PSS_DIGEST, compressed=False, **extra):
        self.private, self.salt = private, salt
        public = private.public_key()
        if keytype == "ed25519":
            raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()
        else:
            raw = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
        if compressed:
            raw = self.compressed_pem(public)
        self.json = {"keytype": keytype, "scheme": scheme, "keyval": {"public": raw}, **extra}
        self.id = sha256(canonical(self.json).encode())

    @staticmethod
    def compressed_pem(public):
        import base64
        point = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
        algorithm = bytes.fromhex("301306072a8648ce3d020106082a8648ce3d030107")
        body = algorithm + b"\x03" + bytes([len(point) + 1]) + b"\x00" + point
        der = b"\x30" + bytes([len(body)]) + body
        text = base64.b64encode(der).decode()
        return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n"

    def sign(self, data):
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            return self.private.sign(data).hex()
        if isinstance(self.private, ec.EllipticCurvePrivateKey):
            return self.private.sign(data, ec.ECDSA(hashes.SHA256())).hex()
        pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=self.salt)
        return self.private.sign(data, pss, hashes.SHA256()).hex()


def new_ed25519(**extra):
    return Key("ed25519", "ed25519", ed25519.Ed25519PrivateKey.generate(), **extra)


def new_ecdsa(keytype="ecdsa", **extra):
    return Key(keytype, "ecdsa-sha2-nistp256", ec.generate_private_key(ec.SECP256R1()), **extra)


def new_rsa(bits, salt, **extra):
    return Key("rsa", "rsassa-pss-sha256", rsa.generate_private_key(65537, bits), salt=salt, **extra)


def head(kind, version, **members):
    return {"_type": kind, "spec_version": "1.0.31", "version": version, "expires": EXPIRES, **members}


def role(keys, threshold):
    return {"keyids": [key.id for key in keys], "threshold": threshold}


def write(name, signed, keys, **layout):
    data = canonical(signed).encode()
    signatures = [{"keyid": key.id, "sig": key.sign(data)} for key in keys]
    text = json.dumps({"signatures": signatures, "signed": signed}, **layout).encode()
    (HERE / name).write_bytes(text)
    return text


def meta(version, data):
    return {"version": version, "length": len(data), "hashes": {"sha512": hashlib.sha512(data).hexdigest(), "sha256": sha256(data)}}


def repository():
    ed, curve, old_curve = new_ed25519(), new_ecdsa(), new_ecdsa("ecdsa-sha2-nistp256")
    wide, narrow = new_rsa(2048, padding.PSS.MAX_LENGTH), new_rsa(3072, PSS_DIGEST, **{"x-owner": "Žemaitė"})
    snapshot_key, timestamp_key, partner = new_ecdsa(), new_ed25519(), new_rsa(2048, 20)

    def root(version, root_keys, threshold):
        online = [snapshot_key, timestamp_key]
        keys = {key.id: key.json for key in root_keys + online + [curve]}
        return head("root", version, consistent_snapshot=True, keys=keys, **{"x-note": "tab\tnewline\nquote\"back\\slash"}, roles={
            "root": role(root_keys, threshold), "targets": role([curve, root_keys[0]], 2),
            "snapshot": role([snapshot_key], 1), "timestamp": role([timestamp_key], 1)})

    write("1.root.json", root(1, [ed, wide, old_curve], 3), [ed, wide, old_curve])
    write("2.root.json", root(2, [narrow, old_curve, wide], 2), [ed, wide, old_curve, narrow], indent=1)
    partner_data = write("1.partner.json", head("targets", 1, targets={
        "partner/ąčę \"x\".txt": {"length": 5, "hashes": {"sha256": sha256(b"hello")}, "custom": {"seq": 9007199254740991}}}),
        [partner], indent=4, ensure_ascii=False)
    targets_data = write("1.targets.json", head("targets", 1, targets={
        "plain.txt": {"length": 5, "hashes": {"sha512": hashlib.sha512(b"hello").hexdigest()}}}, delegations={
            "keys": {partner.id: partner.json},
            "roles": [{"name": "partner", **role([partner], 1), "terminating": True, "paths": ["partner/*"], "x-note": None}]}),
        [narrow, curve])
    snapshot = head("snapshot", 1, meta={"targets.json": meta(1, targets_data), "partner.json": meta(1, partner_data)})
    snapshot_data = write("1.snapshot.json", snapshot, [snapshot_key], separators=(",", ":"), sort_keys=True)
    write("timestamp.json", head("timestamp", 1, meta={"snapshot.json": meta(1, snapshot_data)}), [timestamp_key])


def twins():
    """One ecdsa key under two ids: its point written in full and compressed. Threshold 2, both sign."""
    private = ec.generate_private_key(ec.SECP256R1())
    full = Key("ecdsa", "ecdsa-sha2-nistp256", private)
    short = Key("ecdsa", "ecdsa-sha2-nistp256", private, compressed=True)
    both = [full, short]
    roles = {name: role(both, 2 if name == "root" else 1) for name in ("root", "timestamp", "snapshot", "targets")}
    write("twins.root.json", head("root", 1, consistent_snapshot=True, keys={key.id: key.json for key in both}, roles=roles), both)


def bad_keys():
    """Key objects that must be refused."""
    def pem(private):
        return private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    objects = [
        {"keytype": "rsa", "scheme": "rsassa-pss-sha256", "keyval": {"public": pem(rsa.generate_private_key(65537, 1024))}},
        {"keytype": "ecdsa", "scheme": "ecdsa-sha2-nistp256", "keyval": {"public": pem(ec.generate_private_key(ec.SECP384R1()))}},
        {"keytype": "ecdsa", "scheme": "ecdsa-sha2-nistp256", "keyval": {"public": pem(ec.generate_private_key(ec.SECP256K1()))}},
        {"keytype": "ecdsa", "scheme": "ecdsa-sha2-nistp256", "keyval": {"public": pem(ed25519.Ed25519PrivateKey.generate())}},
    ]
    (HERE / "bad-keys.json").write_text(json.dumps({"keys": objects}, indent=1) + "\n")


def canonical_cases():
    values = [
        {}, {"b": [], "a": {}}, {"ž": 1, "z": 2, "Z": 3, "": 4, "zz": 5}, {"s": "\"\\/\b\f\n\r\t\x01\x7f\u2028 ąя中😀"},
        {"n": [0, -1, 9223372036854775807, -9223372036854775808, True, False, None]}, {"\uff61": 1, "😀": 2, "a\"b": [[[{}]]]},
    ]
    cases = [{"text": json.dumps(value), "sha256": sha256(canonical(value).encode())} for value in values]
    (HERE / "canonical.json").write_text(json.dumps({"cases": cases}, indent=1) + "\n")


repository()
twins()
bad_keys()
canonical_cases()
