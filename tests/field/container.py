# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine with systemd as PID 1, in a container: booted, worked on as any of its users, turned off, cut off."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Done:
    """What a command said, and how it ended."""

    def __init__(self, command, process):
        self.command, self.code, self.out, self.err = command, process.returncode, process.stdout, process.stderr

    def __str__(self):
        return f"“{self.command}” ended with {self.code}:\n{self.out[-3000:]}{self.err[-3000:]}"


class Container:
    """What is written lies in a layer above the root and stays over boots until close(). Only the loopback is there."""

    def __init__(self, root):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tiltas-field-", dir="/var/tmp"))
        for name in ("upper", "work", "top"):
            (self.folder / name).mkdir()
        self.top = self.folder / "top"
        self.process = None
        self.leader = None
        self.boots = 0
        # Owner and mode of the container's own top folder.
        self.folder.chmod(0o755)
        (self.folder / "upper").chmod(0o755)
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o",
                        f"lowerdir={root},upperdir={self.folder}/upper,workdir={self.folder}/work", str(self.top)], check=True)

    def boot(self, age=0, seconds=120):
        """Turns the machine on and waits until it has started what it starts. Its clocks of running time begin at age, as on a
        machine that was turned on so many seconds ago."""
        assert self.process is None, "the machine runs"
        self.boots += 1
        shift = age - int(time.clock_gettime(time.CLOCK_MONOTONIC))
        log = open(self.folder / f"console-{self.boots}.log", "wb")
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "unshare", "--time", "--monotonic", str(shift), "--boottime", str(shift),
             "systemd-nspawn", "-q", "-D", str(self.top), "-M", f"tiltas-{os.getpid()}",
             "--register=no", "--keep-unit", "--private-network", "--console=read-only", "-b"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        log.close()
        end = time.monotonic() + seconds
        while True:
            self.leader = self._find_leader()
            if self.leader and self.run("systemctl is-system-running", check=False).out.strip() in ("running", "degraded"):
                return
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the container did not boot:\n{self.console()[-3000:]}")
            time.sleep(0.1)

    def _find_leader(self):
        """The container's PID 1 as the machine outside counts."""
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False).stdout.split()
        for pid in found:
            try:
                status = pathlib.Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            if re.search(r"^NSpid:.*\t1$", status, re.M) and "Name:\tsystemd\n" in status:
                return int(pid)
        return None

    def console(self):
        return (self.folder / f"console-{self.boots}.log").read_text(errors="replace")

    def command(self, command, user="root", cwd="/"):
        """The same command as seen from outside."""
        enter = ["nsenter", "-t", str(self.leader), "-a", "env", "-i", f"PATH={PATH}", "LANG=C.UTF-8", "HOME=/root"]
        become = [] if user == "root" else ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]
        return [*enter, *become, "sh", "-c", f"cd {cwd} && {command}"]

    def run(self, command, user="root", cwd="/", check=True, text="", seconds=300):
        """Runs a shell command in the container as a user; text goes to its standard input."""
        done = Done(command, subprocess.run(self.command(command, user, cwd), capture_output=True, text=True, errors="replace",
                                            input=text, timeout=seconds, check=False))
        if check and done.code != 0:
            raise AssertionError(str(done))
        return done

    def start(self, command, user="root"):
        """The same without waiting: the process."""
        return subprocess.Popen(self.command(command, user), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True)

    def until(self, command, user="root", seconds=120):
        """Waits until the command succeeds."""
        end = time.monotonic() + seconds
        while (done := self.run(command, user, check=False)).code != 0:
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds} s in vain: {done}\n{self.journal()}")
            time.sleep(0.2)
        return done

    def journal(self, lines=40):
        return self.run(f"journalctl -u tiltas --no-pager -n {lines} 2>&1 || true", check=False).out

    def write(self, path, text, mode=0o644):
        """A file of root in the container."""
        place = self.top / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        place.chmod(mode)

    def poweroff(self):
        """Turns it off in order."""
        self.run("systemctl poweroff --no-block")
        self._ended(90)

    def cut(self):
        """Ends everything in it at once, as when the plug is pulled."""
        os.kill(self.leader, signal.SIGKILL)
        self._ended(30)

    def reboot(self, age=0):
        self.poweroff()
        self.boot(age)

    def _ended(self, seconds):
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the container did not end:\n{self.console()[-3000:]}") from None
        self.process = self.leader = None

    def close(self):
        if self.process is not None:
            if self.leader:
                os.kill(self.leader, signal.SIGKILL)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None
        subprocess.run(["umount", "-l", str(self.top)], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)
