# SPDX-License-Identifier: GPL-3.0-or-later
"""A small world for update tests: a publisher with fresh keys, nginx on loopback, a terminal. All of it lives in one
temporary folder and ends with close()."""
import hashlib
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time

NGINX = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  log_format plain '$server_port $status $body_bytes_sent $request_uri';
  access_log {folder}/access.log plain;
  client_body_temp_path {folder}/t1;
  proxy_temp_path {folder}/t2;
  fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4;
  scgi_temp_path {folder}/t5;
  default_type application/octet-stream;
  server {{ listen 127.0.0.1:{good}; root {root}; }}
  server {{ listen 127.0.0.1:{slow}; root {root}; limit_rate 100k; }}
  server {{ listen 127.0.0.1:{portal}; default_type text/html; location / {{ return 200 '<!doctype html><title>Wi-Fi</title>Sign in'; }} }}
  server {{ listen 127.0.0.1:{redirect}; location / {{ return 302 http://portal.example/login; }} }}
  server {{ listen 127.0.0.1:{ill}; location / {{ add_header Retry-After 90 always; return 503 'later'; }} }}
  server {{ listen 127.0.0.1:{moved}; location /old/ {{ rewrite ^/old/(.*)$ /$1 redirect; }} location / {{ root {root}; }} }}
  server {{ listen 127.0.0.1:{tls} ssl; root {root}; ssl_certificate {folder}/tls.pem; ssl_certificate_key {folder}/tls.key; }}
}}
"""
PORTS = ("good", "slow", "portal", "redirect", "ill", "moved", "tls")


def run(*command, check=True, **kwargs):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, stdin=subprocess.DEVNULL, **kwargs)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


def hold_ports(count):
    """Sockets on ports of their own. While they are open no other program is given these ports, and a server that reuses
    addresses, as nginx does, can listen on them."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind(("127.0.0.1", 0))
    return sockets


class WebServer:
    """Real nginx, as any user, on ports of its own: `url("good")` is the repository, the others misbehave as their names say."""

    def __init__(self, folder, root):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.root = root
        self.process = None
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", f"{folder}/tls.key", "-out", f"{folder}/tls.pem")
        self.held = hold_ports(len(PORTS))
        self.ports = dict(zip(PORTS, (one.getsockname()[1] for one in self.held)))
        self.start()

    def start(self):
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        user = "user root;\n" if os.getuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(user + NGINX.format(folder=self.folder, root=self.root, **self.ports))
        self.process = subprocess.Popen([program, "-c", f"{self.folder}/nginx.conf", "-p", str(self.folder), "-e", f"{self.folder}/error.log"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.ports["good"]), 1).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise AssertionError("nginx did not start:\n" + (self.folder / "error.log").read_text()) from None
                time.sleep(0.01)

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def close(self):
        """Stops it for good: others may have its ports."""
        self.stop()
        for one in self.held:
            one.close()

    def url(self, name="good", path=""):
        scheme = "https" if name == "tls" else "http"
        return f"{scheme}://127.0.0.1:{self.ports[name]}{path}"

    def requests(self):
        """[(port, status, body bytes, path)] since the last call."""
        time.sleep(0.05)
        log = self.folder / "access.log"
        lines = log.read_text().splitlines() if log.exists() else []
        os.truncate(log, 0) if log.exists() else None
        found = []
        for line in lines:
            port, status, sent, path = line.split(" ", 3)
            found.append((int(port), int(status), int(sent), path))
        return found


def spaced(text):
    """Text that cannot be compressed, in words that a record may have."""
    return " ".join(text[i:i + 50] for i in range(0, len(text), 50))


def service(publisher, number, words):
    """Two records: a service and its English text."""
    name = f"s{number:06d}"
    return [
        {"publisher": publisher, "kind": "service", "id": name, "categories": ["documents"], "position": number, "status": "active",
         "verified": True, "checked": "2026-11-01", "name": f"Tarnyba {number}", "fee": "free", "schedule": "Mo-Fr 08:00-17:00", "source": "test"},
        {"publisher": publisher, "kind": "service-text", "id": name, "lang": "en", "state": "reviewed", "name": f"Service {number}", "description": words},
    ]


def pack_of(records):
    def key(record):
        parts = [record["publisher"], record["kind"], record["id"]] + ([record["lang"]] if "lang" in record else [])
        return "/".join(parts).encode()
    lines = [json.dumps(r, sort_keys=True, ensure_ascii=False, separators=(",", ":")) for r in sorted(records, key=key)]
    return "".join(line + "\n" for line in lines).encode()


class Publisher:
    """The National Library and a partner: keys, packs and the repository that they sign."""

    def __init__(self, tools, folder, name="repository"):
        self.program = tools / "tiltas-publish"
        self.keys = pathlib.Path(folder) / f"{name}-keys"
        self.packs = pathlib.Path(folder) / f"{name}-packs"
        self.repository = pathlib.Path(folder) / name
        self.keys.mkdir()
        self.packs.mkdir()
        (self.packs / "publishers.json").write_text(json.dumps({"publishers": [
            {"id": "lnb", "name": {"lt": "LNB"}, "languages": ["lt"]},
            {"id": "rig", "name": {"lt": "RIG"}, "languages": ["lt"], "kinds": ["service", "service-text"],
             "limits": {"records": 100, "bytes": 1000000, "blobs": 1000000}}]}))
        self.tool("init", self.repository)
        for one in ("lnb", "rig"):
            run(self.program, "keygen", self.keys / f"{one}.pem")
            self.tool("delegate", self.repository, one)
        self.root = self.repository / "metadata" / "1.root.json"

    def tool(self, verb, *arguments):
        return run(self.program, verb, "--keys", self.keys, *arguments)

    def set(self, publisher, words, count=1):
        """Prepares an edition of count services; returns its state."""
        return self.set_records(publisher, [r for number in range(count) for r in service(publisher, number, f"{words} {number}")])

    def set_records(self, publisher, records):
        (self.packs / publisher).mkdir(exist_ok=True)
        pack = pack_of(records)
        (self.packs / publisher / "pack.jsonl").write_bytes(pack)
        return hashlib.sha256(pack).hexdigest()

    def publish(self, *options):
        done = self.tool("publish", "--yes", "--packs", self.packs, *options, self.repository)
        # nginx's validator is whole seconds and length: two timestamps of one second would look the same.
        stamp = self.repository / "metadata" / "timestamp.json"
        self.tick = getattr(self, "tick", int(time.time()) - 100000) + 1
        os.utime(stamp, (self.tick, self.tick))
        return done

    def target(self, publisher, suffix=".pack.jsonl.zst"):
        """The newest target file of a publisher."""
        files = list((self.repository / "targets" / publisher).glob(f"*{suffix}"))
        return max(files, key=lambda f: f.stat().st_mtime_ns)


class Terminal:
    """One kiosk's state folder and configuration, driven by tiltasctl."""

    def __init__(self, tools, folder, bundled, repositories=(), name="terminal", proxy=""):
        self.tools = tools
        self.folder = pathlib.Path(folder) / name
        self.folder.mkdir()
        self.state = self.folder / "state"
        self.config = self.folder / "tiltas.conf"
        self.bundled = bundled
        self.root = self.folder / "root.json"
        self.configure(repositories, proxy)

    def configure(self, repositories, proxy=""):
        self.config.write_text(f"[updates]\nrepositories={';'.join(repositories)}\nproxy={proxy}\nroot={self.root}\n"
                               f"[paths]\nbundled={self.bundled}\n")

    def command(self, *arguments):
        return [str(self.tools / "tiltasctl"), "--config", str(self.config), "--state-dir", str(self.state), *map(str, arguments)]

    def ctl(self, *arguments, **kwargs):
        return run(*self.command(*arguments), check=False, **kwargs)

    def trust(self, root):
        digest = hashlib.sha256(pathlib.Path(root).read_bytes()).hexdigest()
        done = self.ctl("trust", root, "--sha256", digest)
        assert done.returncode == 0, done.stderr

    def sync(self, code=0, result="ok", **kwargs):
        """Runs `sync`, checks exit code and word, and that `status` says the same. Returns its JSON object."""
        done = self.ctl("sync", "--json", **kwargs)
        assert code is None or done.returncode == code, f"exit {done.returncode}, expected {code}:\n{done.stdout}{done.stderr}"
        answer = json.loads(done.stdout)
        assert answer["result"] == result, answer
        return answer

    def status(self):
        return json.loads(self.ctl("status", "--json").stdout)

    def publisher(self, name):
        return next(p for p in self.status()["publishers"] if p["id"] == name)

    def verify(self):
        """{publisher: state} of what is stored; fails when it is not what was signed."""
        done = self.ctl("verify", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        return {e["id"]: e["state"] for e in json.loads(done.stdout)["editions"]}

    def store_path(self):
        return self.state / (self.state / "current").read_text().strip()

    def words(self, publisher, number=0):
        """The description of a service as it is stored, or None."""
        with sqlite3.connect(self.store_path()) as store:
            row = store.execute("SELECT raw FROM record WHERE key = ?", (f"{publisher}/service-text/s{number:06d}/en",)).fetchone()
        return json.loads(row[0])["description"] if row else None


class World:
    def __init__(self, build):
        self.tools = pathlib.Path(build).resolve() / "src" / "tools"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tiltas-e2e-"))
        self.server = None
        self.publisher = Publisher(self.tools, self.folder)
        self.publisher.set("lnb", "old")
        self.publisher.set("rig", "old")
        self.publisher.publish()
        self.server = WebServer(self.folder / "nginx", self.publisher.repository)
        self.bundled = self.make_bundled()
        self.count = 0

    def make_bundled(self):
        """An empty bundled store."""
        content = self.folder / "content"
        content.mkdir()
        (content / "publishers.json").write_text(json.dumps({"publishers": [{"id": "lnb", "name": {"lt": "LNB"}, "languages": ["lt"]}]}))
        (content / "lnb").mkdir()
        run(self.tools / "tiltas-publish", "build", "--store", self.folder / "bundled.db", content)
        return self.folder / "bundled.db"

    def terminal(self, server="good", path="", trust=True, **kwargs):
        self.count += 1
        one = Terminal(self.tools, self.folder, self.bundled, [self.server.url(server, path)], f"terminal{self.count}", **kwargs)
        if trust:
            one.trust(self.publisher.root)
        return one

    def close(self):
        if self.server is not None:
            self.server.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
