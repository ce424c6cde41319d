# SPDX-License-Identifier: GPL-3.0-or-later
"""A terminal set up by the manual, word for word, on the release that the second argument names, and what befalls it: as
root and as the kiosk's user, in the unit's own sandbox."""
import hashlib
import os
import pathlib
import signal
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from machine import PIN, SOURCES, STATE, Machine, manual_commands
import tap
import trouble

BUILD, RELEASE = sys.argv[1], sys.argv.pop(2)
# Seconds that the machine has run when the PIN is locked: long, so that one which counts them over a restart is seen.
AGE = 5000
machine = None


def test_manual_installs():
    global machine
    try:
        machine = Machine(BUILD, RELEASE)
        trouble.machine = machine
        machine.container.boot(AGE)
        # The certificate of the library's own server is known, as branch IT does it.
        machine.run("update-ca-certificates && systemctl restart nginx")
        for command in manual_commands():
            begin = time.monotonic()
            machine.step(command)
            print(f"# {time.monotonic() - begin:.1f} s: {command}", flush=True)
        machine.wait_ready()
    except Exception as error:
        raise tap.Stop(f"the manual's installation fails on {RELEASE}") from error


def test_kiosk_owns_its_folder():
    others = machine.run(f"find {STATE} ! -user tiltas -o ! -group tiltas").out
    assert not others, f"not the kiosk's own:\n{others}"
    machine.run("test -r /etc/tiltas/root.json", "tiltas")
    assert machine.run("systemctl is-enabled tiltas.service").out.strip() == "enabled"
    assert machine.run("systemctl get-default").out.strip() == "graphical.target"


def test_first_sync_as_both():
    try:
        machine.sync("root")
    except AssertionError as error:
        raise tap.Stop("a terminal that was set up by the manual gets no update") from error
    test_kiosk_owns_its_folder()
    machine.sync("tiltas")
    assert machine.words("lnb").startswith("first")
    for user in ("root", "tiltas"):
        machine.ctl("status", user, code=0)
    machine.publish("second")
    machine.sync("tiltas")
    assert machine.words("lnb").startswith("second")
    machine.stored()


def test_kiosk_syncs_by_itself():
    machine.publish("by itself")
    end = time.monotonic() + 150
    while not machine.words("lnb").startswith("by itself"):
        assert time.monotonic() < end, f"no update came:\n{machine.journal()}"
        time.sleep(1)


def test_trust_under_a_tight_umask():
    # As a hardened root does it.
    digest = hashlib.sha256(machine.library.root.read_bytes()).hexdigest()
    machine.run(f"umask 077; tiltasctl trust root.json --sha256 {digest}", cwd=SOURCES)
    machine.sync("tiltas")
    test_kiosk_owns_its_folder()


def test_forged_pack():
    machine.publish("forged")
    held = machine.words("lnb")
    packs = [p for p in (machine.library.repository / "targets/lnb").rglob("*") if p.is_file()]
    before = {p: (p.read_bytes(), p.stat()) for p in packs}
    for path, (data, _) in before.items():
        path.write_bytes(data[:len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1:])
    answer = machine.answer("sync", "tiltas", 1)
    assert answer["result"] in ("hash", "signature", "refused"), answer
    assert machine.words("lnb") == held
    machine.stored()
    assert machine.answer("status", "tiltas")["result"] != "ok"
    for path, (data, stat) in before.items():
        path.write_bytes(data)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    machine.sync("tiltas")
    assert machine.words("lnb").startswith("forged")


def test_links_of_the_kiosk_do_not_lead_root_astray():
    machine.run("mkdir -p /opt/precious && echo kept > /opt/precious/file && echo kept > /opt/precious/root.json")
    digest = hashlib.sha256(machine.library.root.read_bytes()).hexdigest()
    before = machine.run("ls -lnR /opt/precious; sha256sum /opt/precious/*").out
    trust = f"trust {SOURCES}/root.json --sha256 {digest}"
    for name in ("tuf", "lock", "status.json", "staff-pin", "staff-tries", "downloads"):
        machine.run("systemctl stop tiltas")
        machine.run(f"mv {STATE}/{name} {STATE}/away 2>/dev/null; ln -s /opt/precious{'' if name in ('tuf', 'downloads') else '/file'} "
                    f"{STATE}/{name}", "tiltas")
        machine.run("rm -f /etc/tiltas/root.json")
        for verb, text in ((trust, ""), ("sync", ""), ("set-pin", f"{PIN}\n"), ("verify", ""), ("status", "")):
            machine.ctl(verb, "root", code=None, text=text)
        after = machine.run("ls -lnR /opt/precious; sha256sum /opt/precious/*", check=False).out
        machine.run(f"rm -rf {STATE}/{name}; mv {STATE}/away {STATE}/{name} 2>/dev/null; true")
        assert after == before, f"root followed the kiosk's {name}:\n{after}"
    machine.ctl(trust)
    machine.ctl("set-pin", text=f"{PIN}\n")
    machine.run("systemctl start tiltas")
    machine.wait_ready()
    machine.sync("tiltas")
    test_kiosk_owns_its_folder()


def test_reload():
    pid, mark = machine.kiosk(), machine.now()
    machine.run("cp /etc/tiltas/tiltas.conf /etc/right.conf && sed -i 's/^idle_seconds=.*/idle_seconds=soon/' /etc/tiltas/tiltas.conf")
    machine.run("systemctl reload tiltas")
    machine.container.until(f"journalctl -u tiltas --no-pager --after-cursor='{mark}' | grep -q idle_seconds", seconds=30)
    machine.ctl("config check", "tiltas", code=8)
    machine.run("cp /etc/right.conf /etc/tiltas/tiltas.conf && systemctl reload tiltas")
    machine.ctl("config check", "tiltas", code=0)
    time.sleep(1)
    assert machine.kiosk() == pid, "the reload ended the kiosk"


def test_kill():
    pid = machine.kiosk()
    machine.run(f"kill -9 {pid}")
    begin = time.monotonic()
    machine.container.until(f"p=$(pgrep -x -u tiltas tiltas) && test $p != {pid} && systemctl is-active -q tiltas", seconds=60)
    print(f"# stands again {time.monotonic() - begin:.1f} s after kill -9", flush=True)
    machine.stored()


def main():
    # Ended from outside, as by meson after its time: the machine is put away all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    tests = [(name.removeprefix("test_").replace("_", " "), function)
             for where in (globals(), vars(trouble)) for name, function in list(where.items()) if name.startswith("test_")]
    try:
        tap.main(tests)
    finally:
        if machine:
            machine.close()


main()
