# SPDX-License-Identifier: GPL-3.0-or-later
"""What befalls a terminal that was set up: wrong PINs, power cuts, a full disk, a clock that is wrong. The tests of
test-terminal.py that need most of the machine."""
import contextlib
import time

from machine import PIN, STATE

machine = None  # set by test-terminal.py

UNIT = "/etc/systemd/system/tiltas.service.d"
# The PIN pad at once, on a screen in memory on which a program can type (cage has no such door), in the same sandbox but
# for the one group of calls that lets the X server compile its keys.
AT_THE_PIN = """\
[Service]
SystemCallFilter=@setuid
Environment=DISPLAY=:7 GDK_BACKEND=x11
ExecStart=
ExecStart=/bin/sh -c 'Xvfb :7 -screen 0 1080x1920x24 & until xdotool getdisplaygeometry; do sleep 0.1; done; exec /usr/bin/tiltas --page staff:terminal'
"""
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
WRONG_CLOCK = f"""\
[Service]
Environment=LD_PRELOAD={FAKETIME} FAKETIME_DONT_FAKE_MONOTONIC=1
Environment=FAKETIME_DISABLE_SHM=1 "FAKETIME=@{{when}}"
"""
MANY = 3000
CUTS = 10


def restart():
    machine.run("systemctl daemon-reload")
    done = machine.run("systemctl restart tiltas", check=False)
    assert done.code == 0, f"{done}{machine.journal()}"
    machine.wait_ready()


@contextlib.contextmanager
def drop_in(name, text):
    """The unit with another drop-in, started anew; without it again at the end."""
    machine.container.write(f"{UNIT}/{name}.conf", text)
    try:
        restart()
        yield
    finally:
        machine.run(f"rm -f {UNIT}/{name}.conf")
        restart()


def type_pin(pin):
    keys = " ".join(pin)
    machine.container.until(f"DISPLAY=:7 xdotool search --onlyvisible --name Tiltas windowfocus key --delay 60 {keys} Return", "tiltas",
                            seconds=60)


def tries():
    return machine.run(f"cat {STATE}/staff-tries 2>/dev/null || true").out


def lock_it():
    """Wrong PINs until the lock is closed. What is typed while one is looked at counts for nothing."""
    end = time.monotonic() + 120
    while not tries().startswith("5 "):
        assert time.monotonic() < end, f"wrong PINs do not close the lock: {tries()}{machine.journal()}"
        type_pin("1111")
        time.sleep(1.5)


def test_lock_over_a_restart():
    with drop_in("pin", AT_THE_PIN):
        time.sleep(2)
        lock_it()
        type_pin(PIN)
        time.sleep(2)
        assert tries().startswith("5 "), "a right PIN opens a lock that is closed"
        # The lock goes on from the restart: not shorter ...
        machine.container.reboot()
        machine.wait_ready()
        time.sleep(2)
        type_pin(PIN)
        time.sleep(2)
        assert tries().startswith("5 "), "a restart opens the lock"
        # ... and not longer: after a minute of the new run the PIN opens, however long the run before was.
        machine.container.reboot(100)
        machine.wait_ready()
        time.sleep(2)
        type_pin(PIN)
        machine.container.until(f"! grep -q '^5 ' {STATE}/staff-tries", seconds=30)


def test_power_cut_at_ten_moments_of_an_import():
    machine.run("systemctl disable tiltas && systemctl stop tiltas")
    machine.publish("warm", MANY)
    machine.sync("tiltas")
    machine.publish("measured", MANY)
    begin = time.monotonic()
    machine.sync("tiltas")
    length = time.monotonic() - begin
    seen = {"old": 0, "new": 0}
    before = machine.stored()["lnb"]
    for number in range(CUTS):
        new = machine.publish(f"cut {number}", MANY)
        process = machine.container.start("tiltasctl sync", "tiltas")
        time.sleep(length * 1.3 * (number + 1) / CUTS)
        machine.container.cut()
        process.communicate()
        machine.container.boot()
        state = machine.stored()["lnb"]
        assert state in (before, new), f"neither old nor new after cut {number}"
        seen["new" if state == new else "old"] += 1
        machine.sync("tiltas")
        assert machine.stored()["lnb"] == new, f"the run after cut {number} did not finish"
        before = new
    print(f"# an update takes {length:.1f} s; {seen['old']} times old, {seen['new']} times new", flush=True)
    assert seen["old"] > 0
    machine.run("systemctl enable --now tiltas")
    machine.wait_ready()


def test_full_disk():
    held = machine.words("lnb")
    machine.run("systemctl stop tiltas")
    machine.run(f"mkdir -p /mnt/disk && mount -t tmpfs -o size=200m,mode=0750,uid=$(id -u tiltas),gid=$(id -g tiltas) none /mnt/disk "
                f"&& cp -a {STATE}/. /mnt/disk && mount --bind /mnt/disk {STATE}")
    try:
        restart()
        pid = machine.kiosk()
        machine.run(f"dd if=/dev/zero of={STATE}/filler bs=64k 2>/dev/null; chown tiltas:tiltas {STATE}/filler")
        new = machine.publish("full", MANY)
        answer = machine.answer("sync", "tiltas", 6)
        assert answer["result"] == "disk-full", answer
        assert machine.words("lnb") == held and machine.kiosk() == pid
        status = machine.run("tiltasctl status", "tiltas", check=False)
        assert status.code != 0 and "disk" in (status.out + status.err), str(status)
        # It also starts on a full disk.
        restart()
        machine.run(f"rm {STATE}/filler")
        machine.sync("tiltas")
        assert machine.stored()["lnb"] == new
    finally:
        machine.run(f"systemctl stop tiltas; umount {STATE}; umount /mnt/disk", check=False)
        restart()


def wrong_clock(when, results):
    held = machine.words("lnb")
    environment = (f"env LD_PRELOAD={FAKETIME} FAKETIME_DISABLE_SHM=1 FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME='@{when}'")
    with drop_in("clock", WRONG_CLOCK.format(when=when)):
        machine.publish(f"at {when[:4]}")
        said = machine.run(f"{environment} tiltasctl sync", "tiltas", check=False)
        assert said.code in (1, 4), str(said)
        status = machine.answer("status", "tiltas")
        assert status["result"] in results, status
        assert machine.words("lnb") == held
        machine.stored()
        warnings = [line for line in machine.journal(200).splitlines() if "CRITICAL" in line]
        assert not warnings, warnings
    machine.sync("tiltas")
    assert machine.words("lnb").startswith("at ")
    machine.ctl("status", "tiltas", code=0)


def test_clock_at_1970():
    wrong_clock("1970-01-02 00:00:00", ("certificate-date",))


def test_clock_at_2040():
    wrong_clock("2040-06-01 12:00:00", ("certificate-date",))
