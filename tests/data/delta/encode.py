#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second implementation of record deltas (src/content/delta.h), written from the description alone.

  encode.py encode PUBLISHER BASE RESULT      the delta, on standard output
  encode.py apply PUBLISHER BASE DELTA        the result, on standard output (needs the program zstd for the frame)
  encode.py vectors FOLDER                    writes the test vectors

The frames are written by hand (RFC 8878): for a changed line what it has in common with the old line's beginning and
end is a match into the prefix, everything else is literals. Standard library only.
"""
import json
import os
import subprocess
import sys
import tempfile

MAGIC = b"TLD\x01"
BLOCK = 60000  # decoded bytes of a block; at most 128 KiB are allowed


def number(value):
    out = bytearray()
    while True:
        octet, value = value & 0x7F, value >> 7
        out.append(octet | (0x80 if value else 0))
        if not value:
            return bytes(out)


def key_of(publisher, line):
    record = json.loads(line)
    assert record["publisher"] == publisher
    parts = [record["kind"], record["id"]]
    if record["kind"].endswith("-text"):
        parts.append(record["lang"])
    return "/".join(parts)


def read_pack(publisher, data):
    assert data == b"" or data.endswith(b"\n")
    return {key_of(publisher, line): line + b"\n" for line in data.split(b"\n") if line}


def key_list(keys):
    out, last = b"", b""
    for key in sorted(key.encode() for key in keys):
        shared = len(os.path.commonprefix([last, key]))
        out += number(shared) + number(len(key) - shared) + key[shared:]
        last = key
    return out


# --- zstd frames ---

def code(value, first, table):
    """The code, its extra bits and their number, for a literal or match length."""
    if value < table[0][0]:
        return value - first, 0, 0
    for index in range(len(table) - 1, -1, -1):
        base, bits = table[index]
        if value >= base:
            assert value - base < 1 << bits
            return table[0][0] - first + index, value - base, bits


LITERAL_LENGTHS = [(16, 1), (18, 1), (20, 1), (22, 1), (24, 2), (28, 2), (32, 3), (40, 3), (48, 4), (64, 6), (128, 7),
                   (256, 8), (512, 9), (1024, 10), (2048, 11), (4096, 12), (8192, 13), (16384, 14), (32768, 15),
                   (65536, 16)]
MATCH_LENGTHS = [(35, 1), (37, 1), (39, 1), (41, 1), (43, 2), (47, 2), (51, 3), (59, 3), (67, 4), (83, 4), (99, 5),
                 (131, 7), (259, 8), (515, 9), (1027, 10), (2051, 11), (4099, 12), (8195, 13), (16387, 14), (32771, 15),
                 (65539, 16)]


def literals_section(literals):
    size = len(literals)
    if size < 32:
        header = bytes([size << 3])
    elif size < 4096:
        header = (1 << 2 | size << 4).to_bytes(2, "little")
    else:
        header = (3 << 2 | size << 4).to_bytes(3, "little")
    return header + literals


def block(literals, offset, length):
    """A compressed block of one sequence: literals, then a match. Each of its three codes has a table of its own with
    only that code in it ("RLE"), so that there are no states to write, only the extra bits."""
    literal, literal_extra, literal_bits = code(len(literals), 0, LITERAL_LENGTHS)
    match, match_extra, match_bits = code(length, 3, MATCH_LENGTHS)
    offset_value = offset + 3
    offset_code = offset_value.bit_length() - 1
    bits = literal_extra
    width = literal_bits
    bits |= match_extra << width
    width += match_bits
    bits |= (offset_value - (1 << offset_code)) << width
    width += offset_code
    bits |= 1 << width
    return (literals_section(literals) + bytes([1, 0x54, literal, offset_code, match])
            + bits.to_bytes(width // 8 + 1, "little"))


class Frame:
    def __init__(self, prefix):
        self.prefix, self.length = prefix, 0
        self.blocks = []  # kind, header's size field, bytes

    def raw(self, data):
        for start in range(0, len(data), BLOCK):
            piece = data[start:start + BLOCK]
            self.blocks.append((0, len(piece), piece))
            self.length += len(piece)

    def match(self, literals, source, length):
        """literals, then length bytes that stand at source in the prefix."""
        if len(literals) > BLOCK // 2:
            self.raw(literals)
            literals = b""
        while length > 0:
            piece = min(length, BLOCK // 2)
            offset = len(self.prefix) + self.length + len(literals) - source
            data = block(literals, offset, piece)
            self.blocks.append((2, len(data), data))
            self.length += len(literals) + piece
            source, length, literals = source + piece, length - piece, b""

    def bytes(self):
        out = bytearray((0xFD2FB528).to_bytes(4, "little"))
        out += bytes([0x00, (23 - 10) << 3])  # no size, no checksum, no dictionary; window 2^23
        for index, (kind, size, data) in enumerate(self.blocks):
            last = index == len(self.blocks) - 1
            out += (int(last) | kind << 1 | size << 3).to_bytes(3, "little") + data
        return bytes(out)


def common(a, b):
    return len(os.path.commonprefix([a, b]))


def put_changed(frame, at, old, new):
    begin = common(old, new)
    end = common(old[begin:][::-1], new[begin:][::-1])
    if begin < 3:
        begin = 0
    if end < 3:
        end = 0
    frame.match(b"", at, begin)
    middle = new[begin:len(new) - end]
    if end > 0:
        frame.match(middle, at + len(old) - end, end)
    else:
        frame.raw(middle)


def encode(publisher, base, result):
    old, new = read_pack(publisher, base), read_pack(publisher, result)
    removed = [key for key in old if key not in new]
    changed = sorted(key for key in old if key in new and old[key] != new[key])
    before = b"".join(old[key] for key in changed)
    frame = Frame(before)
    at = 0
    after = 0
    for key in sorted(new):
        if key in old and old[key] == new[key]:
            continue
        after += len(new[key])
        if key in old:
            put_changed(frame, at, old[key], new[key])
            at += len(old[key])
        else:
            frame.raw(new[key])
    assert frame.length == after and len(before) + after <= 8 << 20
    return (MAGIC + number(len(removed)) + number(len(changed)) + number(len(before)) + number(after)
            + key_list(removed) + key_list(changed) + (frame.bytes() if after else b""))


# --- the way back ---

class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def octets(self, count):
        assert self.at + count <= len(self.data)
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self):
        value = shift = 0
        while True:
            octet = self.octets(1)[0]
            value |= (octet & 0x7F) << shift
            shift += 7
            if not octet & 0x80:
                return value

    def keys(self, count):
        keys, last = [], b""
        for _ in range(count):
            shared, length = self.number(), self.number()
            last = last[:shared] + self.octets(length)
            keys.append(last.decode())
        assert keys == sorted(set(keys))
        return keys


def decode_frame(frame, prefix):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/prefix", "wb") as file:
            file.write(prefix)
        with open(folder + "/frame.zst", "wb") as file:
            file.write(frame)
        command = ["zstd", "-q", "-d", "-c", folder + "/frame.zst"]
        if prefix:
            command.insert(3, "--patch-from=" + folder + "/prefix")
        return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def apply(publisher, base, delta):
    reader = Reader(delta)
    assert reader.octets(4) == MAGIC
    n_removed, n_changed, before, after = (reader.number() for _ in range(4))
    removed, changed = reader.keys(n_removed), reader.keys(n_changed)
    assert not set(removed) & set(changed)
    records = read_pack(publisher, base)
    prefix = b"".join(records[key] for key in changed)
    assert len(prefix) == before
    lines = decode_frame(delta[reader.at:], prefix) if after else b""
    assert len(lines) == after
    new = read_pack(publisher, lines)
    assert set(changed) <= set(new) and not set(removed) & set(new)
    for key in removed:
        del records[key]
    records.update(new)
    return b"".join(records[key] for key in sorted(records))


# --- vectors ---

def record(kind, identifier, lang=None, **members):
    members.update(publisher="lnb", kind=kind, id=identifier)
    if lang:
        members["lang"] = lang
    return json.dumps(members, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def pack(*lines):
    return b"".join(sorted(lines, key=lambda line: key_of("lnb", line)))


def note(index, text):
    return record("note", "n%04d" % index, text=text)


def some(count, text="Slaptažodis yra raktas. "):
    return [note(index, "%d: %s" % (index, text * (1 + index % 5))) for index in range(count)]


def vectors():
    term = record("term", "password", term="slaptažodis")
    uk = record("term-text", "password", "uk", term="пароль", definition="Таємне слово.", state="machine")
    uk_fixed = record("term-text", "password", "uk", term="пароль", definition="Таємне слово!", state="machine")
    ar = record("term-text", "password", "ar", term="كلمة المرور", definition="كلمة سرية.", state="machine")
    lines = some(40)
    other = [note(index, "%d: %s" % (index, "Slaptažodis yra raktas; " * (1 + index % 5))) for index in range(40)]
    long = "abcdefghij" * 19000
    return {
        "one-letter": (pack(term, uk, *lines), pack(term, uk_fixed, *lines)),
        "add-remove": (pack(term, uk, *lines[:20]), pack(term, ar, *lines[10:20], *lines[30:])),
        "mixed": (pack(term, *lines), pack(uk, *lines[:3], *other[5:30], *lines[33:])),
        "first": (b"", pack(term, uk, ar)),
        "emptied": (pack(term, uk, ar), b""),
        "same": (pack(term, uk), pack(term, uk)),
        "only-removed": (pack(*lines), pack(*lines[::3])),
        "long-line": (pack(term, note(1, long)), pack(term, note(1, long[:90001] + "ąčę" + long[95003:]), uk)),
        "replaced": (pack(note(1, "x")), pack(note(1, "Visai kitas tekstas, be nieko bendra"))),
    }


def write_vectors(folder):
    for name, (base, result) in vectors().items():
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        delta = encode("lnb", base, result)
        for file_name, data in (("base.jsonl", base), ("result.jsonl", result), ("delta", delta)):
            with open(os.path.join(folder, name, file_name), "wb") as file:
                file.write(data)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main(arguments):
    if arguments[0] == "vectors":
        write_vectors(arguments[1])
    elif arguments[0] == "encode":
        sys.stdout.buffer.write(encode(arguments[1], read(arguments[2]), read(arguments[3])))
    elif arguments[0] == "apply":
        sys.stdout.buffer.write(apply(arguments[1], read(arguments[2]), read(arguments[3])))


if __name__ == "__main__":
    main(sys.argv[1:])
