#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""debian13.py BUILD [TEST] [--root FOLDER]: the sources built on Debian 13, and there its unit tests, the walk and the
languages, with real touches on a private display. FOLDER is a root of it with the packages of dev's lists build and display,
and is not changed; without it the root of the other field tests is made. Needs root, for chroot and mounts."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
for folder in ("tests/support", "tests/field"):
    sys.path.insert(0, str(TOP / folder))

import tap  # noqa: E402

SOURCES = "/usr/src/tiltas"
# What unit and ui tests want beside the lists build and display.
EXTRA = ("faketime", "git", "python3-cryptography", "xclip")
# Not the sources: what was built or painted in their folder.
LEFT_OUT = shutil.ignore_patterns(".git", "build*", "screens", "__pycache__")
# All mounts are private to the command and its children, and go with them.
ENTER = r"""
set -e
root=$1 layer=$2
mount -t overlay overlay -o "lowerdir=$root,upperdir=$layer/upper,workdir=$layer/work" "$layer/top"
mount -t proc proc "$layer/top/proc"
mount --rbind /dev "$layer/top/dev"
mount --rbind /sys "$layer/top/sys"
exec env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$layer/top" sh -c "cd $3 && $4"
"""


class Debian13:
    """What is written lies in a layer of its own above the root, until close()."""

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self.layer = pathlib.Path(tempfile.mkdtemp(prefix="tiltas-debian13-", dir="/var/tmp"))
        for name in ("upper", "work", "top"):
            (self.layer / name).mkdir(mode=0o755)
        shutil.copytree(TOP, self.layer / "upper" / SOURCES.lstrip("/"), ignore=LEFT_OUT, symlinks=True)

    def run(self, command, seconds=600):
        """Runs a shell command in the sources' folder there. Gives its output; fails with it."""
        done = subprocess.run(["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private",
                               "sh", "-c", ENTER, "sh", str(self.root), str(self.layer), SOURCES, command],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", timeout=seconds, check=False)
        assert done.returncode == 0, f"“{command}” ended with {done.returncode} on Debian 13:\n{done.stdout[-6000:]}"
        return done.stdout

    def test(self, *names):
        return self.run(f"meson test -C build --no-rebuild --print-errorlogs --timeout-multiplier 3 {' '.join(names)}")

    def close(self):
        shutil.rmtree(self.layer, ignore_errors=True)


def find_root(build):
    """The root that was named, or one that is made and kept beside the build."""
    if "--root" in sys.argv:
        at = sys.argv.index("--root")
        named = sys.argv[at + 1]
        del sys.argv[at:at + 2]
        return named
    import root
    return root.make("trixie", [*root.packages_of("build", "display"), *EXTRA], pathlib.Path(build).resolve() / "field")


def main():
    debian = Debian13(find_root(sys.argv[1]))

    def is_debian_13():
        release = debian.run("cat /etc/os-release")
        assert "VERSION_ID=\"13\"" in release, release

    def builds():
        try:
            debian.run("CC=gcc meson setup build -Dwerror=true >setup.log 2>&1 || { cat setup.log; exit 1; }; ninja -C build --quiet")
        except AssertionError as error:
            raise tap.Stop("the sources do not build on Debian 13") from error

    try:
        tap.main([("is Debian 13", is_debian_13), ("builds without a warning", builds),
                  ("unit tests", lambda: debian.test("--suite", "unit")),
                  ("walk", lambda: debian.test("ui-walk")), ("every language", lambda: debian.test("ui-language"))])
    finally:
        debian.close()


main()
