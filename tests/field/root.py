# SPDX-License-Identifier: GPL-3.0-or-later
"""Root file systems of a Debian release, made once for a list of packages and kept beside the build."""
import fcntl
import hashlib
import os
import pathlib
import re
import shutil
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]
# What a machine with Debian has before anybody thinks of Tiltas.
MACHINE = ["systemd", "systemd-sysv", "dbus", "udev"]


def packages_of(*lists):
    """Packages of the lists that `dev` keeps."""
    done = subprocess.run([str(TOP / "dev"), "packages", *lists], check=True, capture_output=True, text=True)
    return done.stdout.split()


def mirror():
    """Where this machine takes Debian from: the first source that has the release which is installed here."""
    codename = re.search(r"^VERSION_CODENAME=(\w+)$", pathlib.Path("/etc/os-release").read_text(), re.M)[1]
    done = subprocess.run(["apt-get", "indextargets", "--format", "$(RELEASE) $(REPO_URI)"],
                          check=True, capture_output=True, text=True)
    for line in done.stdout.splitlines():
        release, address = line.split(" ", 1)
        if release == codename:
            return address
    raise RuntimeError(f"the package sources of this machine do not name {codename}")


def make(release, packages, folder):
    """Folder of a root with these packages, to be read only (a container writes into a layer above). Made when it is not
    there, which takes a minute and the network; two at once wait for each other."""
    wanted = sorted({*MACHINE, *packages})
    name = f"{release}-{hashlib.sha256(' '.join(wanted).encode()).hexdigest()[:12]}"
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / name
    with open(folder / f"{name}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if place.exists():
            return place
        part = folder / f"{name}.part"
        shutil.rmtree(part, ignore_errors=True)
        done = subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", f"--include={','.join(wanted)}", release,
                               str(part), mirror()],
                              capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
        if done.returncode != 0:
            raise RuntimeError(f"no root of {release} could be made:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        part.rename(place)
    return place
