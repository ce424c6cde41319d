# SPDX-License-Identifier: GPL-3.0-or-later
"""A National Library, a partner and a terminal's client, each with a folder of its own, for the tests of publishing."""
import functools
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading

DATA = pathlib.Path(__file__).resolve().parents[1] / "data" / "publish" / "good"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


class Library:
    """folder/: library/{repo,keys,content}, partner/{keys,content,out}, client/."""

    def __init__(self, build):
        build = pathlib.Path(build)
        self.program = build / "src" / "tools" / "tiltas-publish"
        self.client_program = build / "tests" / "tuf-client" / "tuf-client"

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.library = self.folder / "library"
        self.partner = self.folder / "partner"
        self.repo = self.library / "repo"
        for place in (self.library, self.partner):
            place.mkdir()
            shutil.copytree(DATA / "content", place / "content")
            shutil.copytree(DATA / "icons", place / "icons")
        shutil.rmtree(self.partner / "content" / "lib")
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=self.repo))
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *what):
        self.server.shutdown()
        self.server.server_close()
        self.temporary.cleanup()

    @staticmethod
    def keep_publisher(content, publisher):
        """A content folder that knows one publisher only."""
        path = content / "publishers.json"
        listed = json.loads(path.read_text())
        listed["publishers"] = [entry for entry in listed["publishers"] if entry["id"] == publisher]
        path.write_text(json.dumps(listed))

    def run(self, place, *arguments, trace=(), expect=0):
        """tiltas-publish in place; its output. expect: the exit code."""
        environment = {name: value for name, value in os.environ.items() if name != "TILTAS_PASSPHRASE"}
        done = subprocess.run([*trace, self.program, *map(str, arguments)], cwd=place, capture_output=True, text=True,
                              timeout=300, env=environment, stdin=subprocess.DEVNULL)
        assert expect is None or done.returncode == expect, f"{arguments}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        self.code = done.returncode
        return done.stdout + done.stderr

    def refuses(self, place, *arguments, because):
        """The command fails with a sentence that has because in it, and leaves the repository as it is."""
        before = self.listing(self.repo)
        said = self.run(place, *arguments, expect=1)
        assert because in said, said
        assert self.listing(self.repo) == before

    @staticmethod
    def listing(folder):
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def open(self, *init):
        """A repository with the partner's role and the National Library's own edition."""
        self.run(self.library, "init", "repo", "--keys", "keys", *init)
        self.run(self.library, "keygen", "keys/lib.pem")
        self.run(self.partner, "keygen", "keys/par.pem", "--type", "ecdsa")
        shutil.copy(self.partner / "keys" / "par.pub.json", self.library / "par.pub.json")
        self.own_content()
        self.run(self.library, "publish", "repo", "--keys", "keys", "--content", "content")
        self.run(self.library, "delegate", "repo", "par", "--keys", "keys", "--public", "par.pub.json",
                 "--quota", "records=100", "--quota", "bytes=200000", "--quota", "blobs=1000000", "--name", "lt=Partneris")

    def own_content(self):
        """The National Library's folder without the partner's, which is made elsewhere."""
        shutil.rmtree(self.library / "content" / "par")
        self.keep_publisher(self.library / "content", "lib")

    def change_partner(self, old="Miesto", new="Didmiesčio"):
        path = self.partner / "content" / "par" / "services" / "services.csv"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    def change_library(self, old="Mo-Fr 08:00-17:00", new="Mo-Fr 09:00-17:00"):
        path = self.library / "content" / "lib" / "services" / "services.csv"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    def hand_over(self, *more, content="content", out="out", **named):
        return self.run(self.partner, "hand-over", out, "--publisher", "par", "--keys", "keys", "--content", content, *more, **named)

    def accept(self, folder="out", **named):
        return self.run(self.library, "accept", "repo", "par", self.partner / folder, "--keys", "keys", **named)

    # ---- The terminal's side ----

    def client(self, *arguments, state="client"):
        url = f"http://127.0.0.1:{self.server.server_address[1]}"
        return subprocess.run([self.client_program, "--metadata-dir", self.folder / state, "--metadata-url", url + "/metadata",
                               "--target-base-url", url + "/targets", "--target-dir", self.folder / (state + "-targets"), *arguments],
                              capture_output=True, text=True, timeout=60)

    def trust(self, state="client"):
        done = self.client("init", self.repo / "metadata" / "1.root.json", state=state)
        assert done.returncode == 0, done.stderr

    def fetch(self, path, state="client"):
        """The target's bytes as a terminal gets them, or None with self.said."""
        done = self.client("--target-name", path, "download", state=state)
        self.said = done.stderr
        if done.returncode != 0:
            return None
        return (self.folder / (state + "-targets") / path.replace("/", "%2F")).read_bytes()
