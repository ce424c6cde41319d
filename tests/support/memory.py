# SPDX-License-Identifier: GPL-3.0-or-later
"""How much memory a running process has, and whether words are found in it, or in files."""
import pathlib
import re

# A block that was freed loses its first bytes to the heap's own lists, a half-typed word is a trace too.
PIECE = 6


def pss(pid):
    """MiB, shared pages counted by their share."""
    return int(re.search(r"Pss:\s+(\d+)", pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text())[1]) / 1024


def own(pid):
    """MiB that belong to the process alone: what it allocated, and pictures that the display server has, too. Unlike its share
    of libraries, which is smaller while other kiosks run."""
    rollup = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(re.search(rf"^{part}:\s+(\d+)", rollup, re.M)[1]) for part in ("Pss_Anon", "Pss_Shmem")) / 1024


def is_sanitized(build):
    """Sanitizers keep freed memory as it is, to find who touches it."""
    return b"__asan_init" in pathlib.Path(build, "src/tiltas").read_bytes()


def pieces(word):
    return {word[i:i + PIECE] for i in range(len(word) - PIECE + 1)} or {word}


def patterns(word):
    return {piece.encode(code): f"{piece} ({code})" for piece in pieces(word) for code in ("utf-8", "utf-16-le", "utf-32-le")}


def traces(pid, *words):
    """["WORD in WHAT at ADDRESS: bytes around it"] of every writable mapping of the process."""
    wanted = {}
    for word in words:
        wanted |= patterns(word)
    search = re.compile(b"|".join(re.escape(p) for p in wanted))
    found = []
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            parts = line.split(maxsplit=5)
            if not parts[1].startswith("rw"):
                continue
            begin, end = (int(x, 16) for x in parts[0].split("-"))
            memory.seek(begin)
            try:
                data = memory.read(end - begin)
            except OSError:  # the mapping went away
                continue
            for hit in search.finditer(data):
                around = data[max(0, hit.start() - 48):hit.end() + 48]
                name = parts[5].strip() if len(parts) > 5 else "unnamed"
                found.append(f"{wanted[hit[0]]} in {name} at {begin + hit.start():#x}: {around!r}")
    return found


def files_with(word, *places):
    """Files, also below folders, that hold a piece of the word."""
    paths = [path for place in map(pathlib.Path, places) for path in ([place] if place.is_file() else place.rglob("*"))]
    return [path for path in paths if path.is_file() and any(p in path.read_bytes() for p in patterns(word))]
