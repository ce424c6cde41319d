#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""POTFILES names every file with visible words; every catalogue is complete, fresh and well formed."""
import re
import subprocess
import tempfile

from common import TOP, files, finish, name

faults = []
marked = set()
for path in files("src/*.c", "src/*.h", "ui/*.ui"):
    text = path.read_text(encoding="utf-8")
    words = r'translatable="(yes|true)"' if path.suffix == ".ui" else r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\('
    if re.search(words, text) and "#define _(" not in text:
        marked.add(name(path))
listed = {
    line.strip() for line in (TOP / "po/POTFILES.in").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
}
faults += [f"po/POTFILES.in: {missing} has words for visitors and is not listed" for missing in sorted(marked - listed)]
faults += [f"po/POTFILES.in: {gone} is listed and has no words" for gone in sorted(listed - marked)]

with tempfile.TemporaryDirectory() as folder:
    pot = f"{folder}/tiltas.pot"
    subprocess.run(
        ["xgettext", "--from-code=UTF-8", "--add-comments", "--package-name=tiltas", f"--output={pot}",
         "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=ngettext:1,2",
         *sorted(listed & marked)], cwd=TOP, check=True, stderr=subprocess.DEVNULL)
    for language in (TOP / "po/LINGUAS").read_text(encoding="utf-8").split():
        catalogue = TOP / "po" / f"{language}.po"
        merged = f"{folder}/{language}.po"
        subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", "-o", merged, str(catalogue), pot], check=True)
        for kind, flags in (("untranslated", ["--untranslated"]), ("fuzzy", ["--only-fuzzy"])):
            left = subprocess.run(["msgattrib", "--no-obsolete", *flags, merged], check=True, capture_output=True, text=True).stdout
            for message in re.findall(r'^msgid (".*"(?:\n".*")*)', left, re.M):
                if message != '""':
                    faults.append(f"po/{language}.po: {kind}: {message}")
        check = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(catalogue)], capture_output=True, text=True)
        if check.returncode:
            faults.append(check.stderr.strip())
finish(faults)
