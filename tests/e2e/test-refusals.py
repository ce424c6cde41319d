# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals as a technician reads them: what happened, on which side, what to do next. The same in sync, status and
import. Real nginx, real certificates, a clock that is wrong."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
import world
from world import World, run

BUILD = sys.argv[1]
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"

world.PORTS += ("gone", "site", "single", "locked", "shut", "named")
world.NGINX = world.NGINX.rstrip().removesuffix("}}") + """\
  server {{ listen 127.0.0.1:{gone}; location / {{ return 301 https://new.example$request_uri; }} }}
  server {{ listen 127.0.0.1:{site}; default_type text/html; location / {{ return 200 '<!doctype html><title>Welcome</title><p>Books'; }} }}
  server {{ listen 127.0.0.1:{single}; root {root}; types {{ text/html html; }} location / {{ try_files $uri /index.html; }} }}
  server {{ listen 127.0.0.1:{locked}; location / {{ return 401; }} }}
  server {{ listen 127.0.0.1:{shut}; location / {{ return 403; }} }}
  server {{ listen 127.0.0.1:{named} ssl; root {root}; ssl_certificate {folder}/named.pem; ssl_certificate_key {folder}/named.key; }}
}}
"""


class Named(World):
    """A world whose server "named" has a certificate of a known authority, for other.example and localhost."""

    def __init__(self, build):
        real_start = world.WebServer.start

        def start(server):
            if not (server.folder / "named.pem").exists():
                make_certificates(server.folder)
            return real_start(server)
        world.WebServer.start = start
        try:
            super().__init__(build)
        finally:
            world.WebServer.start = real_start


def make_certificates(folder):
    for name, subject, issuer, extension in (("authority", "/CN=Authority of this test", None, "basicConstraints=critical,CA:TRUE"),
                                             ("named", "/CN=other.example", "authority", "subjectAltName=DNS:other.example,DNS:localhost")):
        signed = () if issuer is None else ("-CA", f"{folder}/{issuer}.pem", "-CAkey", f"{folder}/{issuer}.key")
        run("openssl", "req", "-x509", "-days", "2", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", subject,
            "-addext", extension, "-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.pem", *signed)
    (folder / "bundle.pem").write_text(pathlib.Path(BUNDLE).read_text() + (folder / "authority.pem").read_text())


def trusting(one):
    """What to put before a command, so that it knows the authority."""
    mapped = () if os.getuid() == 0 else ("--map-root-user",)
    return ("unshare", "--mount", *mapped, "sh", "-c", f'mount --bind {one.server.folder}/bundle.pem {BUNDLE} && exec "$@"', "-")


def at(offset):
    """An environment whose clock is wrong."""
    return dict(os.environ, LD_PRELOAD=str(next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), FAKETIME=offset)


def ask(terminal, *verb, before=(), env=None):
    done = run(*before, *terminal.command(*verb, "--json"), check=False, env=env)
    return done.returncode, json.loads(done.stdout)


def expect(terminal, word, code, *phrases, before=(), env=None):
    """sync, and then status, say the same, in JSON and as text."""
    found, answer = ask(terminal, "sync", before=before, env=env)
    assert (found, answer["result"]) == (code, word), (found, answer)
    said = f'{answer["sentence"]} {answer["advice"]} {answer["detail"]}'
    for phrase in phrases:
        assert phrase in said, (phrase, said)
    status = json.loads(terminal.ctl("status", "--json").stdout)
    text = terminal.ctl("status").stdout
    for member in ("sentence", "advice", "detail"):
        assert status[member] == answer[member], (member, status, answer)
        assert answer[member] in text, (member, text)
    line = terminal.ctl("sync") if not before and env is None else None
    assert line is None or (answer["sentence"] in line.stderr and answer["advice"] in line.stderr), line.stderr
    return answer


def test_servers():
    with Named(BUILD) as one:
        terminal = one.terminal()
        cases = (
            ("gone", "moved", "sends this terminal to another address", "leads to new.example: enter https://new.example in the configuration"),
            ("site", "web-page", "leads to a web site that holds no repository", "“Welcome”"),
            ("portal", "captive-portal", "The network shows a sign-in page", "“Wi-Fi”"),
            ("redirect", "captive-portal", "The network shows a sign-in page", "http://portal.example/login"),
            ("locked", "forbidden", "does not let this terminal in", "401", "Check the address"),
            ("shut", "forbidden", "does not let this terminal in", "403", "Check the address"),
            ("ill", "server", "The update server answers with an error", "503"),
        )
        for server, word, *phrases in cases:
            terminal.configure([one.server.url(server)])
            expect(terminal, word, 4, *phrases)
        nowhere = one.server.url(path="/nowhere")
        terminal.configure([nowhere])
        expect(terminal, "no-repository", 4, f"there is no repository at {nowhere}", "“metadata”")


def test_lost_file():
    with Named(BUILD) as one:
        terminal = one.terminal()
        targets = one.publisher.repository / "targets" / "lnb"
        targets.rename(targets.with_name("away"))
        expect(terminal, "missing", 4, "The update server lacks a file", "/targets/lnb/", "lnb: ")
        assert terminal.publisher("lnb")["advice"] and terminal.publisher("rig")["result"] == "ok"
        targets.with_name("away").rename(targets)
        terminal.sync()


def test_single_page_host():
    """A host that sends its page for whatever it does not have serves updates all the same."""
    with Named(BUILD) as one:
        page = one.publisher.repository / "index.html"
        page.write_text("<!doctype html><title>App</title><form>Log in</form>")
        terminal = one.terminal("single")
        assert terminal.sync()["changed"]
        page.write_text("<!doctype html><title>App</title><div id=app></div>")
        one.publisher.set("lnb", "new")
        one.publisher.publish()
        shutil.rmtree(one.publisher.repository / "targets/lnb")
        expect(terminal, "missing", 4, "The update server lacks a file", "“App”")


def test_certificates():
    with Named(BUILD) as one:
        terminal = one.terminal()
        terminal.configure([f"https://127.0.0.1:{one.server.ports['named']}"])
        expect(terminal, "certificate", 4, "not from a known authority", "/usr/local/share/ca-certificates", "update-ca-certificates",
               "an exception")
        if subprocess.run([*trusting(one), "true"], capture_output=True).returncode != 0:
            print("# no mount namespaces here: names and dates of certificates are not tested")
            return
        expect(terminal, "certificate-name", 4, "belongs to another server", "Check the address", before=trusting(one))
        terminal.configure([f"https://localhost:{one.server.ports['named']}"])
        for clock in ("+30d", "-30d"):
            found, answer = ask(terminal, "sync", before=trusting(one), env=at(clock))
            assert (found, answer["result"]) == (4, "certificate-date"), answer
            assert "the clock of this terminal says" in answer["detail"] and "calendar" in answer["advice"], answer
        assert ask(terminal, "sync", before=trusting(one))[1]["changed"]


def test_clock():
    with Named(BUILD) as one:
        terminal = one.terminal()
        expect(terminal, "expired", 1, "the publisher's signature is out of date, or the clock of this terminal is wrong", "calendar",
               "the clock here says", env=at("+300d"))
        for env, trusted in ((None, True), (at("-3000d"), False)):
            text, status = terminal.ctl("status", env=env).stdout, json.loads(terminal.ctl("status", "--json", env=env).stdout)
            date = status["clock"]["text"]
            assert f"Clock          {date}" in text and status["clock"]["trusted"] is trusted, (status["clock"], text)
            assert ("it is behind" in text) is not trusted, text
            assert status["trust"]["root_version"] == 1 and status["root_sha256"] in text and "root version 1, until 20" in text, (status, text)
        assert terminal.sync()["changed"]


def test_addresses():
    with Named(BUILD) as one:
        terminal = one.terminal()
        for address, why in (("http://updates.example/", "only https is taken (http to this terminal itself)"), ("ftp://updates.example/", "only https is taken"),
                             ("https://me:secret@updates.example/", "a user or password"), ("updates.example", "this is no URL"),
                             ("https://updates.example/?a=b", "nothing may follow the path")):
            terminal.configure([address])
            answer = expect(terminal, "off-address", 3, "the address of the update server in the configuration cannot be used", "https://", why)
            assert "secret" not in json.dumps(answer) + terminal.ctl("status").stdout + terminal.ctl("config", "check").stdout
            if "?" not in address:
                assert terminal.ctl("config", "check").returncode == 8
        terminal.configure(["ftp://updates.example/", one.server.url()])  # the good one works
        terminal.sync()


def stick_says(terminal, stick, word, code):
    """The same of import --dry-run, import and status."""
    found, plan = ask(terminal, "import", stick, "--dry-run")
    assert (found, plan["result"]) == (code, word), plan
    found, answer = ask(terminal, "import", stick)
    assert (found, answer["result"]) == (code, word), answer
    status = terminal.status()["stick"]
    for member in ("sentence", "advice"):
        assert plan[member] == answer[member] == status[member], (member, plan, answer, status)
    assert answer["sentence"] in terminal.ctl("status").stdout
    return answer


def test_stick_folder():
    with Named(BUILD) as one:
        terminal = one.terminal()
        stick = one.folder / "stick"
        stick.mkdir()
        answer = stick_says(terminal, stick, "stick-empty", 1)
        assert "“metadata”" in answer["advice"] and "one folder" in answer["advice"], answer
        shutil.copytree(one.publisher.repository, stick / "b-repo")
        shutil.copytree(one.publisher.repository, stick / "a-repo")
        answer = stick_says(terminal, stick, "stick-several", 1)
        assert "a-repo, b-repo" in answer["detail"], answer
        assert ask(terminal, "import", stick / "a-repo", "--dry-run")[1]["result"] == "newer"
        shutil.rmtree(stick / "a-repo")
        assert ask(terminal, "import", stick, "--dry-run")[1]["result"] == "newer"
        assert ask(terminal, "import", stick)[1]["changed"]
        assert terminal.words("lnb") == "old 0"


def test_stick_words():
    with Named(BUILD) as one:
        terminal = one.terminal()
        stick = one.folder / "stick"
        assert terminal.ctl("import", one.publisher.repository).returncode == 0
        one.publisher.set("lnb", "new")
        one.publisher.publish()
        shutil.copytree(one.publisher.repository, stick)
        packs = {file: file.read_bytes() for file in stick.glob("targets/lnb/*")}

        def write(change):
            for file, kept in packs.items():
                file.write_bytes(change(kept))

        for file in packs:
            file.unlink()
        assert "The stick is not complete" in stick_says(terminal, stick, "missing", 4)["sentence"]
        assert terminal.publisher("lnb")["sentence"].startswith("The stick is not complete"), terminal.publisher("lnb")
        write(lambda kept: kept[:-1] + bytes([kept[-1] ^ 1]))
        assert "The stick is damaged" in stick_says(terminal, stick, "hash", 1)["sentence"]
        write(lambda kept: kept + b"x")
        assert "The stick is damaged" in stick_says(terminal, stick, "length", 1)["sentence"]
        write(lambda kept: kept)
        found, answer = ask(terminal, "import", stick, env=at("+300d"))
        assert answer["result"] == "expired" and "The stick was refused" in answer["sentence"] and "clock of this terminal" in answer["sentence"], answer
        assert terminal.ctl("import", stick).returncode == 0


tap.main([(name[5:].replace("_", "-"), function) for name, function in list(globals().items()) if name.startswith("test_")])
