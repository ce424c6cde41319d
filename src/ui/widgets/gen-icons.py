#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the pictograms of icons/ into the table of paths that TiltasIcon draws.

Usage: gen-icons.py OUTPUT.c DEPFILE FOLDER

Understood: path (all commands), circle, ellipse, rect, line, polyline, polygon in a 24-unit viewBox; fill="none" or
"currentColor"; data-directional="yes" on the root. Anything else ends the build: the table is the only reader of these
files, so that what it cannot draw must not be there.
"""
import math
import os
import re
import sys
import xml.etree.ElementTree as ET

MOVE, LINE, CURVE, CLOSE = range(4)
KAPPA = 0.5522847498
ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def numbers(text):
    """Tokens of path data; the two flags of an arc may be written without a separator."""
    tokens, position, command, index = [], 0, "", 0
    while position < len(text):
        if text[position] in " \t\r\n,":
            position += 1
            continue
        if command in "Aa" and command and index % 7 in (3, 4) and text[position] in "01":
            tokens.append(text[position])
            position, index = position + 1, index + 1
            continue
        match = TOKEN.match(text, position)
        if not match:
            raise ValueError(f"path data {text[position:position + 10]!r}")
        token = match.group()
        if token.isalpha():
            command, index = token, 0
        else:
            index += 1
        tokens.append(token)
        position = match.end()
    return tokens


def arc(x0, y0, rx, ry, rotation, large, sweep, x, y):
    """Cubic curves of an elliptic arc (SVG 1.1, appendix F.6)."""
    if (x0, y0) == (x, y):
        return []
    if rx == 0 or ry == 0:
        return [(LINE, x, y)]
    phi = math.radians(rotation)
    cos, sin = math.cos(phi), math.sin(phi)
    dx, dy = (x0 - x) / 2, (y0 - y) / 2
    xp, yp = cos * dx + sin * dy, -sin * dx + cos * dy
    rx, ry = abs(rx), abs(ry)
    scale = (xp / rx) ** 2 + (yp / ry) ** 2
    if scale > 1:
        rx, ry = rx * math.sqrt(scale), ry * math.sqrt(scale)
    square = (rx * ry) ** 2 - (rx * yp) ** 2 - (ry * xp) ** 2
    factor = math.sqrt(max(0, square) / ((rx * yp) ** 2 + (ry * xp) ** 2))
    if large == sweep:
        factor = -factor
    cxp, cyp = factor * rx * yp / ry, -factor * ry * xp / rx
    cx, cy = cos * cxp - sin * cyp + (x0 + x) / 2, sin * cxp + cos * cyp + (y0 + y) / 2
    start = math.atan2((yp - cyp) / ry, (xp - cxp) / rx)
    delta = math.atan2((-yp - cyp) / ry, (-xp - cxp) / rx) - start
    if sweep and delta < 0:
        delta += 2 * math.pi
    if not sweep and delta > 0:
        delta -= 2 * math.pi
    count = max(1, math.ceil(abs(delta) / (math.pi / 2) - 1e-9))
    step = delta / count
    t = 4 / 3 * math.tan(step / 4)

    def point(u, v):
        return cx + rx * u * cos - ry * v * sin, cy + rx * u * sin + ry * v * cos

    curves = []
    for i in range(count):
        a, b = start + i * step, start + (i + 1) * step
        c1 = point(math.cos(a) - t * math.sin(a), math.sin(a) + t * math.cos(a))
        c2 = point(math.cos(b) + t * math.sin(b), math.sin(b) - t * math.cos(b))
        end = (x, y) if i == count - 1 else point(math.cos(b), math.sin(b))
        curves.append((CURVE, *c1, *c2, *end))
    return curves


def path(data):
    tokens = numbers(data)
    out, i, command = [], 0, None
    x = y = sx = sy = 0.0
    control = None  # last control point, for S and T
    while i < len(tokens):
        if tokens[i].isalpha():
            command = tokens[i]
            i += 1
        elif command is None or command in "Zz":
            raise ValueError("path data without a command")
        upper, relative = command.upper(), command.islower()
        args = [float(t) for t in tokens[i : i + ARITY[upper]]]
        if len(args) != ARITY[upper]:
            raise ValueError("path data ends early")
        i += ARITY[upper]
        if relative and upper == "A":
            args[5:] = [args[5] + x, args[6] + y]
        elif relative and upper == "H":
            args = [args[0] + x]
        elif relative and upper == "V":
            args = [args[0] + y]
        elif relative:
            args = [a + (x, y)[k % 2] for k, a in enumerate(args)]
        last, control = control, None
        if upper == "M":
            x, y = sx, sy = args
            out.append((MOVE, x, y))
            command = "l" if relative else "L"
        elif upper in "LHV":
            x, y = {"L": args, "H": [args[0], y], "V": [x, args[0]]}[upper]
            out.append((LINE, x, y))
        elif upper in "CS":
            if upper == "S":
                args = [*((2 * x - last[1], 2 * y - last[2]) if last and last[0] == "C" else (x, y)), *args]
            out.append((CURVE, *args))
            control, (x, y) = ("C", args[2], args[3]), args[4:]
        elif upper in "QT":
            if upper == "T":
                args = [*((2 * x - last[1], 2 * y - last[2]) if last and last[0] == "Q" else (x, y)), *args]
            qx, qy, ex, ey = args
            out.append((CURVE, x + (qx - x) * 2 / 3, y + (qy - y) * 2 / 3, ex + (qx - ex) * 2 / 3, ey + (qy - ey) * 2 / 3, ex, ey))
            control, (x, y) = ("Q", qx, qy), (ex, ey)
        elif upper == "A":
            out += arc(x, y, *args)
            x, y = args[5:]
        else:
            out.append((CLOSE,))
            x, y = sx, sy
    return out


def ellipse(cx, cy, rx, ry):
    kx, ky = rx * KAPPA, ry * KAPPA
    return [
        (MOVE, cx + rx, cy),
        (CURVE, cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
        (CURVE, cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
        (CURVE, cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
        (CURVE, cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        (CLOSE,),
    ]


def rectangle(x, y, w, h, r):
    if r <= 0:
        return [(MOVE, x, y), (LINE, x + w, y), (LINE, x + w, y + h), (LINE, x, y + h), (CLOSE,)]
    r, k = min(r, w / 2, h / 2), min(r, w / 2, h / 2) * (1 - KAPPA)
    return [
        (MOVE, x + r, y),
        (LINE, x + w - r, y),
        (CURVE, x + w - k, y, x + w, y + k, x + w, y + r),
        (LINE, x + w, y + h - r),
        (CURVE, x + w, y + h - k, x + w - k, y + h, x + w - r, y + h),
        (LINE, x + r, y + h),
        (CURVE, x + k, y + h, x, y + h - k, x, y + h - r),
        (LINE, x, y + r),
        (CURVE, x, y + k, x + k, y, x + r, y),
        (CLOSE,),
    ]


def shape(element):
    tag = element.tag.split("}")[-1]

    def get(name):
        return float(element.get(name, "0"))

    if tag == "path":
        return path(element.get("d"))
    if tag == "circle":
        return ellipse(get("cx"), get("cy"), get("r"), get("r"))
    if tag == "ellipse":
        return ellipse(get("cx"), get("cy"), get("rx"), get("ry"))
    if tag == "rect":
        return rectangle(get("x"), get("y"), get("width"), get("height"), get("rx"))
    if tag == "line":
        return [(MOVE, get("x1"), get("y1")), (LINE, get("x2"), get("y2"))]
    if tag in ("polyline", "polygon"):
        xy = [float(n) for n in numbers(element.get("points"))]
        points = list(zip(xy[::2], xy[1::2]))
        return [(MOVE if i == 0 else LINE, *p) for i, p in enumerate(points)] + ([(CLOSE,)] if tag == "polygon" else [])
    raise ValueError(f"element <{tag}>")


def read(file):
    root = ET.parse(file).getroot()
    if root.get("viewBox") != "0 0 24 24":
        raise ValueError("viewBox is not 0 0 24 24")
    strokes, fills = [], []
    for element in root:
        if not isinstance(element.tag, str) or element.tag.endswith("}title"):
            continue
        if set(element.keys()) & {"transform", "style", "class"}:
            raise ValueError("transform, style and class are not understood")
        fill, stroke = element.get("fill", root.get("fill")), element.get("stroke", root.get("stroke"))
        if fill not in ("none", "currentColor") or stroke not in ("none", "currentColor"):
            raise ValueError(f"fill {fill!r}, stroke {stroke!r}")
        operations = shape(element)
        if fill != "none":
            fills += operations
        if stroke != "none":
            strokes += operations
    return strokes, fills, root.get("data-directional") == "yes"


def array(name, operations):
    words = []
    for operation in operations:
        words.append(str(operation[0]))
        words += [f"{v:.3f}".rstrip("0").rstrip(".") for v in operation[1:]]
    floats = ", ".join(w if "." not in w else w + "f" for w in words)
    return f"static const float {name}[] = {{ {floats} }};\n", len(words)


def main():
    output, depfile, folder = sys.argv[1:]
    names = sorted(name for name in os.listdir(folder) if name.endswith(".svg"))
    files = sorted((os.path.join(folder, name) for name in names), key=lambda f: os.path.basename(f)[:-4])
    arrays, rows = [], []
    for number, file in enumerate(files):
        try:
            strokes, fills, directional = read(file)
        except (ValueError, ET.ParseError, TypeError) as error:
            sys.exit(f"{file}: not understood: {error}")
        cells = []
        for prefix, operations in (("stroke", strokes), ("fill", fills)):
            if operations:
                text, length = array(f"{prefix}_{number}", operations)
                arrays.append(text)
                cells += [f"{prefix}_{number}", str(length)]
            else:
                cells += ["NULL", "0"]
        name = os.path.basename(file)[:-4]
        rows.append(f'  {{ "{name}", {", ".join(cells)}, {"TRUE" if directional else "FALSE"} }},\n')
    # The folder too: a new file changes it.
    with open(depfile, "w", encoding="utf-8") as out:
        out.write(f"{output}: {folder} {' '.join(files)}\n")
    with open(output, "w", encoding="utf-8") as out:
        out.write("/* Made by gen-icons.py from icons/; do not edit. */\n")
        out.write('#include "ui/widgets/icon-table.h"\n\n')
        out.writelines(arrays)
        out.write("\nconst TiltasIconShape tiltas_icon_table[] = {\n")
        out.writelines(rows)
        out.write("};\n\nconst gsize tiltas_icon_table_length = G_N_ELEMENTS (tiltas_icon_table);\n")


if __name__ == "__main__":
    main()
