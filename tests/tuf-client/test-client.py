#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plain interface of tuf-client against a web server on loopback: test-client.py TUF-CLIENT [FILTER]

The repository is tests/data/trust, signed by another implementation (make-vectors.py there)."""
import hashlib
import http.server
import pathlib
import subprocess
import sys
import tempfile
import threading
import urllib.parse

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "support"))
sys.dont_write_bytecode = True
import tap  # noqa: E402

CLIENT = pathlib.Path(sys.argv.pop(1)).resolve()
VECTORS = TESTS / "data" / "trust"
PARTNER = 'partner/ąčę "x".txt'
HELLO = b"hello"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = urllib.parse.unquote(self.path)
        self.server.asked.append(path)
        body = self.server.files.get(path)
        if body is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Case:
    """A fresh repository on a server of its own, and a fresh client folder."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.metadata = pathlib.Path(self.folder.name) / "metadata"
        self.targets = pathlib.Path(self.folder.name) / "targets"
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.asked = []
        self.server.files = {f"/metadata/{path.name}": path.read_bytes() for path in VECTORS.glob("*.json")}
        self.server.files[f"/targets/{hashlib.sha512(HELLO).hexdigest()}.plain.txt"] = HELLO
        self.server.files[f"/targets/partner/{hashlib.sha256(HELLO).hexdigest()}.{PARTNER.removeprefix('partner/')}"] = HELLO
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *what):
        self.server.shutdown()
        self.server.server_close()
        self.folder.cleanup()

    def run(self, *arguments):
        done = subprocess.run([CLIENT, "--metadata-dir", self.metadata, *arguments], capture_output=True, text=True, timeout=60)
        assert done.returncode in (0, 1), f"exit code {done.returncode}: {done.stderr}"
        assert (done.returncode == 1) == bool(done.stderr), f"{done.returncode}: {done.stderr}"
        self.message = done.stderr
        return done.returncode

    def init(self, root=VECTORS / "1.root.json"):
        return self.run("init", root)

    def refresh(self):
        return self.run("--metadata-url", self.url + "/metadata/", "refresh")

    def download(self, *names):
        wanted = [word for name in names for word in ("--target-name", name)]
        return self.run("--metadata-url", self.url + "/metadata", *wanted, "--target-base-url", self.url + "/targets/",
                        "--target-dir", self.targets, "download")

    def asked(self):
        asked, self.server.asked = self.server.asked, []
        return [path.removeprefix("/metadata/") for path in asked]

    def kept(self):
        return sorted(path.name for path in self.metadata.glob("*.json"))

    def downloaded(self):
        return sorted(path.read_bytes() for path in self.targets.rglob("*"))


def test_refresh():
    with Case() as case:
        assert case.init() == 0
        assert case.asked() == []
        assert case.kept() == ["root.json"]
        assert case.refresh() == 0, case.message
        assert case.asked() == ["2.root.json", "3.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"]
        assert case.kept() == ["root.json", "snapshot.json", "targets.json", "timestamp.json"]
        for kept, served in (("root", "2.root"), ("timestamp", "timestamp"), ("snapshot", "1.snapshot"), ("targets", "1.targets")):
            assert (case.metadata / f"{kept}.json").read_bytes() == (VECTORS / f"{served}.json").read_bytes()
        assert case.refresh() == 0
        assert case.asked() == ["3.root.json", "timestamp.json"]


def test_download():
    with Case() as case:
        case.init()
        assert case.download("plain.txt", PARTNER) == 0, case.message
        assert case.downloaded() == [HELLO, HELLO]
        assert "partner.json" in case.kept()
        case.asked()
        assert case.download(PARTNER, "plain.txt") == 0
        assert case.asked() == ["3.root.json", "timestamp.json"]  # metadata and targets were all at hand


def test_wrong_target():
    with Case() as case:
        case.init()
        case.server.files = {path: b"hellO" if body == HELLO else body for path, body in case.server.files.items()}
        assert case.download("plain.txt") == 1
        assert case.downloaded() == []
        case.server.files = {path: HELLO if body == b"hellO" else body for path, body in case.server.files.items()}
        assert case.download("plain.txt") == 0
        (case.targets / "plain.txt").write_bytes(b"spoilt")
        assert case.download("plain.txt") == 0
        assert case.downloaded() == [HELLO]


def test_stops_at_the_first_fault():
    with Case() as case:
        case.init()
        assert case.download("plain.txt", "unknown", PARTNER) == 1
        assert case.downloaded() == [HELLO]
        for name in ("", "..", "../plain.txt", "/plain.txt", "partner//x"):
            assert case.download(name) == 1


def test_forged():
    for name in ("2.root", "timestamp", "1.snapshot", "1.targets"):
        with Case() as case:
            path = f"/metadata/{name}.json"
            case.server.files[path] = case.server.files[path].replace(b"2099-12-31", b"2099-12-30")
            case.init()
            assert case.refresh() == 1
            assert f"{name.split('.')[-1]}.json" not in case.kept() or name == "2.root"
            assert (case.metadata / "root.json").read_bytes() == (VECTORS / ("1" if name == "2.root" else "2")).with_suffix(".root.json").read_bytes()


def test_bad_root():
    with Case() as case:
        bad = pathlib.Path(case.folder.name) / "bad.json"
        for content in (b"", b"{}", (VECTORS / "timestamp.json").read_bytes(), (VECTORS / "1.root.json").read_bytes()[:-1] + b" "):
            bad.write_bytes(content)
            assert case.init(bad) == 1
        assert case.init(VECTORS / "twins.root.json") == 1
        assert case.refresh() == 1
        assert case.asked() == []


def test_too_long():
    with Case() as case:
        case.init()
        case.server.files["/metadata/timestamp.json"] += b" " * 4096
        assert case.refresh() == 1
        assert case.kept() == ["root.json"]


def test_usage():
    with Case() as case:
        assert case.run() == 1
        assert case.run("init") == 1
        assert case.run("refresh") == 1
        assert case.run("--metadata-url", case.url, "dance") == 1
        assert case.run("--metadata-url", case.url, "download") == 1
        assert case.run("--metadata-url", "http://example.org/", "refresh") == 1
        assert case.run("--no-such-option") == 1


tap.main([(name, function) for name, function in list(globals().items()) if name.startswith("test_")])
