"""Keeps the few small files that cover most: keep.py CONTROL-FILE FOLDER, after libFuzzer's -merge=1 -merge_control_file."""

import hashlib
import pathlib
import sys

# How many files of a target are kept, beside those that people wrote; how large one is at most, in bytes.
MOST_FILES = 24
MOST_BYTES = 2048

# What the names of kept files begin with: those that people wrote have names of their own, and stay.
MARK = "fuzz-"


def read(control):
    """The files that were merged, and which features each covers."""
    lines = pathlib.Path(control).read_text(errors="replace").splitlines()
    count = int(lines[0])
    files = lines[2 : 2 + count]
    covers = {}
    for line in lines[2 + count :]:
        if line.startswith("FT "):
            _, number, *features = line.split()
            covers[int(number)] = frozenset(features)
    return [(pathlib.Path(file), covers.get(number, frozenset())) for number, file in enumerate(files)]


def chosen(merged, folder):
    """Those that add most to what the files that people wrote cover, one after another."""
    own = [covers for file, covers in merged if file.parent == folder and not file.name.startswith(MARK)]
    covered = set().union(*own)
    left = [(file, covers) for file, covers in merged if file.parent != folder or file.name.startswith(MARK)]
    left = [(file, covers) for file, covers in left if file.exists() and file.stat().st_size <= MOST_BYTES]
    kept = []
    while left and len(kept) < MOST_FILES:
        file, covers = max(left, key=lambda one: (len(one[1] - covered), -one[0].stat().st_size))
        if not covers - covered:
            break
        kept.append(file.read_bytes())
        covered |= covers
        left = [one for one in left if one[0] != file]
    return kept, len(covered), len(set().union(*(covers for _, covers in merged)))


def main():
    control, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    kept, covered, known = chosen(read(control), folder)
    folder.mkdir(exist_ok=True)
    for old in folder.glob(MARK + "*"):
        old.unlink()
    for text in kept:
        (folder / (MARK + hashlib.sha256(text).hexdigest()[:12])).write_bytes(text)
    print(f"{folder.name}: {len(kept)} kept, {covered} of {known} features")


main()
