#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what an update costs, with the real kiosk, tiltasctl, tiltas-publish and nginx.

updates.py BUILD [PART…]       parts: wire, page, import, cut (all)

Bytes are counted by a relay between terminal and server: what both TCP connections carry both ways, with handshakes,
certificates and headers of HTTP; headers of TCP and IP are not in it. The server's certificate comes with an
intermediate one, as a public authority's does; the terminal trusts the authority because its list of authorities is
replaced in a mount namespace of its own (nothing in the program is relaxed)."""
import os
import pathlib
import random
import re
import select
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "support"), str(TESTS / "e2e")]
import layout  # noqa: E402
from display import Display  # noqa: E402
from figures import line, machine, percentile  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from screen import Screen  # noqa: E402
from touch import BEGIN, END, UPDATE, Input  # noqa: E402
from world import World, pack_of, run, service, spaced  # noqa: E402

BUILD = sys.argv[1]
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
MIB = 1024 * 1024
WORDS = [a + b for a in ("bib", "lio", "tek", "nau", "dar", "vis", "mok", "pas") for b in ("as", "ės", "ų", "us", "ims", "oje", "ai", "is")]


class Relay:
    """Hands TCP connections on to a port of this machine and counts. cut: ends a connection after so many bytes down."""

    def __init__(self, port, cut=None):
        self.target, self.cut = port, cut
        self.up = self.down = self.connections = 0
        self.last = 0.0  # when the newest byte came down, monotonic
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.carry, args=(client,), daemon=True).start()

    def carry(self, client):
        server = socket.create_connection(("127.0.0.1", self.target))
        down = 0
        with client, server:
            while True:
                for ready in select.select([client, server], [], [])[0]:
                    data = ready.recv(16384)
                    if not data:
                        return
                    if ready is client:
                        self.up += len(data)
                        server.sendall(data)
                        continue
                    data = data[:self.cut - down] if self.cut else data
                    down += len(data)
                    self.down += len(data)
                    self.last = time.clock_gettime(time.CLOCK_MONOTONIC)
                    try:
                        client.sendall(data)
                    except OSError:
                        return
                    if self.cut and down >= self.cut:
                        return

    def close(self):
        self.listener.close()


class Authority:
    """A root, an intermediate and a server certificate for this machine, and a list of authorities with the root."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        for name, subject, issuer, extension in (("root", "/CN=Root of this measurement", None, "basicConstraints=critical,CA:TRUE"),
                                                 ("middle", "/C=LT/O=Authority/CN=Intermediate 1", "root", "basicConstraints=critical,CA:TRUE,pathlen:0"),
                                                 ("server", "/CN=updates.example", "middle", "subjectAltName=DNS:updates.example,IP:127.0.0.1")):
            signed = ("-x509", "-days", "2") if issuer is None else ("-days", "2", "-CA", f"{folder}/{issuer}.pem", "-CAkey", f"{folder}/{issuer}.key", "-x509")
            run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", subject, "-addext", extension,
                "-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.pem", *signed)
        (folder / "chain.pem").write_text((folder / "server.pem").read_text() + (folder / "middle.pem").read_text())
        (folder / "bundle.pem").write_text(pathlib.Path(BUNDLE).read_text() + (folder / "root.pem").read_text())

    def trusted(self):
        """What to put before a command, so that it trusts the root."""
        mapped = () if os.getuid() == 0 else ("--map-root-user",)
        return ("unshare", "--mount", *mapped, "sh", "-c", f'mount --bind {self.folder}/bundle.pem {BUNDLE} && exec "$@"', "-")


def records(count, size, seed, publisher="lnb"):
    """count services with a description of about size bytes of words each: two records a service."""
    rng = random.Random(seed)
    category = [{"publisher": publisher, "kind": "category", "id": "documents", "icon": "documents", "position": 1},
                {"publisher": publisher, "kind": "category-text", "id": "documents", "lang": "en", "title": "Documents", "state": "reviewed"}]
    return category + [r for n in range(count) for r in service(publisher, n, " ".join(rng.choices(WORDS, k=size // 6)))]


class Bench:
    def __init__(self):
        self.world = World(BUILD)
        self.authority = Authority(self.world.folder / "authority")
        shutil.copy(self.authority.folder / "chain.pem", self.world.server.folder / "tls.pem")
        shutil.copy(self.authority.folder / "server.key", self.world.server.folder / "tls.key")
        self.world.server.stop()
        self.world.server.start()

    def terminal(self, relay, scheme="https"):
        one = self.world.terminal()
        one.configure([f"{scheme}://127.0.0.1:{relay.port}"])
        one.config.write_text(one.config.read_text().replace("[updates]\n", "[updates]\ninterval=60\n", 1) + "[branch]\nlanguage=en\n")
        return one

    def publish(self, rows):
        self.world.publisher.set_records("lnb", rows)
        self.world.publisher.publish()

    def sync(self, terminal):
        done = run(*self.authority.trusted(), *terminal.command("sync", "--json"), check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def one_letter(self):
        """A terminal with a pack of 20 MB, and an edition with one letter more. (terminal, relay)"""
        relay = Relay(self.world.server.ports["tls"])
        terminal = self.terminal(relay)
        rows = records(16000, 850, 1)
        text = rows[3]
        assert text["kind"] == "service-text"
        rows[3] = dict(text, description="A newletter " + text["description"])
        self.publish(rows)
        rows[3] = dict(text, description="A newsletter " + text["description"])
        self.sync(terminal)
        self.publish(rows)
        line("pack", f"{len(pack_of(rows)) / 1e6:.1f} MB, {len(rows)} records")
        return terminal, relay

    # --- bytes ---

    def wire(self):
        terminal, relay = self.one_letter()
        delta = self.world.publisher.target("lnb", ".delta").stat().st_size
        line("delta of one letter", f"{delta} bytes", "at most 100", delta <= 100)
        before = terminal.store_path().stat().st_size
        relay.up = relay.down = relay.connections = 0
        self.world.server.requests()
        self.sync(terminal)
        requests = self.world.server.requests()
        total = relay.up + relay.down
        assert terminal.words("lnb").startswith("A newsletter")
        bodies = sum(count for _, _, count, _ in requests)
        line("on the wire over TLS, up + down", f"{relay.up} + {relay.down} = {total} bytes", "at most 8192", total <= 8192)
        line("  of it bodies, requests, connections", f"{bodies} bytes, {len(requests)}, {relay.connections}")
        for _, status, count, path in requests:
            line(f"    {status} {pathlib.PurePosixPath(path).name[-40:]}", f"{count} bytes")
        relay.up = relay.down = 0
        self.sync(terminal)
        line("on the wire when nothing is new", f"{relay.up + relay.down} bytes")
        with sqlite3.connect(terminal.store_path()) as store:
            kept = store.execute("SELECT coalesce (sum (length (key) + length (CAST (raw AS BLOB))), 0) FROM previous_record WHERE publisher = 'lnb'").fetchone()[0]
        line("kept for one step back after it", f"{kept} bytes", f"store {before / 1e6:.1f} MB")
        relay.close()

    def cut(self):
        rng = random.Random(3)
        rows = [r for n in range(3000) for r in service("lnb", n, spaced(rng.randbytes(980).hex()))]
        self.publish(rows)
        size = self.world.publisher.target("lnb").stat().st_size
        relay = Relay(self.world.server.ports["good"], cut=200_000)
        terminal, runs = self.terminal(relay, "http"), 0
        begin = time.monotonic()
        while True:
            runs += 1
            if terminal.ctl("sync").returncode == 0:
                break
            assert runs < 40, terminal.ctl("status").stdout
        ratio = relay.down / size
        line(f"{size / 1e6:.2f} MB over a link cut every 200 kB", f"{ratio:.3f} times its bytes", "at most 1.1", ratio <= 1.1)
        line("  connections, runs, seconds", f"{relay.connections}, {runs}, {time.monotonic() - begin:.1f}")
        relay.close()

    # --- a running kiosk ---

    def page(self):
        terminal, relay = self.one_letter()
        with Display(1080, 1080) as display, self.kiosk(display, terminal) as kiosk:
            screen, hands = Screen(display), Input(display.folder, display.width, display.height)
            row = screen.wait("Service 0", seconds=60, exact=False)
            kiosk.wait_mark("sync-commit", seconds=150)
            committed, arrived = kiosk.marks("sync-commit")[0][0], relay.last
            while time.clock_gettime(time.CLOCK_MONOTONIC) < committed + 0.05:
                time.sleep(0.005)
            count = len(kiosk.marks("painted"))
            hands.tap(*row.centre)
            painted = kiosk.wait_mark("painted", count + 1)[0]
            screen.wait("A newsletter", seconds=20, exact=False)
            line("arrival to the store", f"{(committed - arrived) * 1000:.0f} ms")
            line("arrival to the next page with the new words", f"{(painted - arrived) * 1000:.0f} ms", "at most 1000 ms, with the tap", painted - arrived <= 1)
        relay.close()

    def kiosk(self, display, terminal, **env):
        return Kiosk(display, BUILD, config=terminal.config, state_dir=str(terminal.state), language="en", page="category:documents",
                     wrapper=self.authority.trusted(), env=env)

    def whole(self):
        relay = Relay(self.world.server.ports["tls"])
        terminal = self.terminal(relay)
        self.publish(records(3000, 700, 4))
        self.sync(terminal)
        rows = records(20000, 880, 5)
        self.publish(rows)
        line("pack", f"{len(pack_of(rows)) / 1e6:.1f} MB, {len(rows)} records, all of them new or changed")
        with Display(1920, 1080) as display:
            frames = f"{display.folder}/frames"
            with self.kiosk(display, terminal, **layout.preload(BUILD), TILTAS_FRAMES=frames) as kiosk:
                self.measure_import(kiosk, Input(display.folder, display.width, display.height), relay, pathlib.Path(frames))
        with sqlite3.connect(terminal.store_path()) as store:
            kept = store.execute("SELECT coalesce (sum (length (key) + length (CAST (raw AS BLOB))), 0) FROM previous_record WHERE publisher = 'lnb'").fetchone()[0]
        line("kept for one step back after it", f"{kept / 1e6:.2f} MB", f"store {terminal.store_path().stat().st_size / 1e6:.1f} MB")
        relay.close()

    def measure_import(self, kiosk, hands, relay, frames):
        pid = kiosk.process.pid
        time.sleep(3)
        stop, touched = threading.Event(), []

        def drag():
            """One finger up and down without a pause, a step each 8 ms."""
            y, step = 900, -11
            hands.finger.touch(1, BEGIN, 900, y)
            while not stop.is_set():
                y += step
                step = -step if not 250 < y < 950 else step
                touched.append(time.clock_gettime(time.CLOCK_MONOTONIC))
                hands.finger.touch(1, UPDATE, 900, y)
                time.sleep(0.008)
            hands.finger.touch(1, END, 900, y)
        hand = threading.Thread(target=drag)
        hand.start()
        try:
            time.sleep(2)
            idle = memory(pid, "VmRSS")
            pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")
            begun = kiosk.wait_mark("sync-begin", seconds=150)[0]
            committed = kiosk.wait_mark("sync-commit", seconds=150)[0]
            peak = memory(pid, "VmHWM")
            arrived = relay.last
            kiosk.wait_mark("sync-end", seconds=60)
            ended = kiosk.marks("sync-end")[0][0]
        finally:
            stop.set()
            hand.join()
        line("arrival to commit (decode, check, import, hash)", f"{committed - arrived:.2f} s", "at most 8 s", committed - arrived <= 8)
        line("whole run, download and all", f"{ended - begun:.2f} s")
        line("memory above idle at its highest", f"{(peak - idle) / MIB:.1f} MiB (idle {idle / MIB:.1f})", "at most 32 MiB", peak - idle <= 32 * MIB)
        times = [int(text) / 1e6 for text in frames.read_text().splitlines()[:-1]]
        before, during = gaps(times, touched[0] + 0.3, begun), gaps(times, begun, committed)
        line("frames before: p95 / longest between two", f"{percentile(before, 0.95):.0f} / {max(before):.0f} ms (n = {len(before)})")
        line("frames meanwhile: p95 / longest between two", f"{percentile(during, 0.95):.0f} / {max(during):.0f} ms (n = {len(during)})",
             "at most 50 ms", max(during) <= 50)
        after = gaps(times, committed, ended + 1)
        if after:
            line("  the second after the commit, longest", f"{max(after):.0f} ms", "the page is built anew")

    def close(self):
        self.world.close()


def memory(pid, name):
    return int(re.search(rf"^{name}:\s+(\d+) kB", pathlib.Path(f"/proc/{pid}/status").read_text(), re.M)[1]) * 1024


def gaps(times, begin, end):
    within = [t for t in times if begin <= t <= end]
    return [(b - a) * 1000 for a, b in zip(within, within[1:])]


def main():
    print(f"{machine()}, cairo renderer")
    parts = sys.argv[2:] or ["wire", "page", "import", "cut"]
    for part in parts:
        print(f"--- {part}")
        bench = Bench()
        try:
            {"wire": bench.wire, "page": bench.page, "import": bench.whole, "cut": bench.cut}[part]()
        finally:
            bench.close()


main()
