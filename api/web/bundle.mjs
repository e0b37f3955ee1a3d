// node bundle.mjs [FOLDER]: everything the pages load, into FOLDER (dist), each file under a name that holds its sum.
//
// FOLDER/names.txt says which name each of style, script, editor, icons, favicon and licences got, a pair a line.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "dist"));
const modules = join(here, "node_modules");

/** Files below this many bytes go out uncompressed: the packing's own head eats what it saves. */
const SMALLEST_COMPRESSED = 1024;

/** As esbuild writes it: NAME-SUM.ext, the sum in 8 capitals and digits. */
function hashed(name, bytes) {
    const sum = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
    return `${basename(name, extname(name))}-${sum}${extname(name)}`;
}

/** What each part of the fonts holds, as the design system's files have it. A page loads the parts that its letters are in:
 *  Danish and English need the first alone. */
const LETTERS = {
    Latin1: `U+0000,U+000D,U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2013-2014,U+2018-201A,U+201C-201E,
        U+2020-2022,U+2026,U+2030,U+2039-203A,U+2044,U+20AC,U+2122,U+2212,U+FB01-FB02`,
    Latin2: `U+0100-0101,U+0104-0130,U+0132-0151,U+0154-017F,U+018F,U+0192,U+01A0-01A1,U+01AF-01B0,U+01FA-01FF,U+0218-021B,
        U+0237,U+0259,U+1E80-1E85,U+1E9E,U+20A1,U+20A4,U+20A6,U+20A8-20AA,U+20AD-20AE,U+20B1-20B2,U+20B4-20B5,U+20B8-20BA,
        U+20BD,U+20BF`,
    Latin3: "U+0102-0103,U+01CD-01DC,U+1EA0-1EF9,U+20AB",
    Greek: "U+037E,U+0386-038A,U+038C,U+038E-03A1,U+03A3-03CE",
    Cyrillic: `U+0400-045F,U+0472-0473,U+0490-049D,U+04A0-04A5,U+04AA-04AB,U+04AE-04B3,U+04B6-04BB,U+04C0-04C2,U+04CF-04D9,
        U+04DC-04DF,U+04E2-04E9,U+04EE-04F5,U+04F8-04F9`,
    Pi: `U+0E3F,U+2032-2033,U+2070,U+2074-2079,U+2080-2089,U+2113,U+2116,U+2126,U+212E,U+2150-2151,U+2153-215E,U+2190-2199,
        U+21A9-21AA,U+21B0-21B3,U+21B6-21B7,U+21BA-21BB,U+21C4,U+21C6,U+2202,U+2206,U+220F,U+2211,U+2215,U+221A,U+221E,
        U+222B,U+2248,U+2260,U+2264-2265,U+25CA,U+2713,U+274C,U+2B0E-2B11`,
};

/** The design system's fonts in parts in place of whole, and as woff2 alone, which every browser that the pages work in reads. */
const inParts = {
    name: "in-parts",
    setup(build) {
        build.onLoad({ filter: /dkfds\.css$/ }, async ({ path }) => {
            const css = await readFile(path, "utf8");
            const faces = css.replace(/@font-face\s*\{([^}]*?)src:[^;]*?(IBMPlexSans-\w+)\.[^;]*;([^}]*)\}/g, (_, before, name, after) =>
                Object.entries(LETTERS)
                    .map(([part, letters]) => {
                        const source = `url("../fonts/IBMPlexSans/split/woff2/${name}-${part}.woff2") format("woff2")`;
                        return `@font-face{${before}src:${source};unicode-range:${letters.replace(/\s+/g, "")};${after}}`;
                    })
                    .join("\n"),
            );
            return { contents: faces, loader: "css" };
        });
    },
};

/** The icons of the design system that the pages use. */
const ICONS = [
    "arrow-back", "arrow-downward", "arrow-forward", "arrow-upward", "assignment", "attach-file", "calendar-month", "chat", "check",
    "checklist", "chevron-down", "chevron-left", "chevron-right", "chevron-up", "close", "copy", "delete", "document", "download",
    "edit", "email", "error", "file", "flag", "flag-fill", "forum", "groups", "help", "home", "hourglass", "info", "link", "lock",
    "minus", "more-horiz", "notifications", "open-in-new", "person", "person-add", "person-remove", "persons", "plus", "print",
    "refresh", "reply", "save", "search", "send", "settings", "star", "star-fill", "success", "summary", "sync", "time", "tune",
    "upload", "visibility", "visibility-off", "warning",
];

/** The design system's file of icons with these alone. */
function onlyUsed(svg) {
    const kept = [...svg.matchAll(/<symbol\b[^>]*?\sid="([^"]*)"[\s\S]*?<\/symbol>/g)].filter(([, id]) => ICONS.includes(id));
    const lacking = ICONS.filter((icon) => !kept.some(([, id]) => id === icon));
    if (lacking.length > 0) throw new Error(`the design system has no icon ${lacking.join(", ")}`);
    return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${kept.map(([symbol]) => symbol).join("")}</svg>\n`);
}

/** How pictures are coloured lies with what draws them, in the core; a build has it copied beside this file. */
const picture = {
    name: "picture",
    setup(build) {
        const places = [join(here, "picture.css"), join(here, "../../engine/core/src/diagram/svg/picture.css")];
        build.onResolve({ filter: /^samspil-picture\.css$/ }, () => ({ path: places.find((place) => existsSync(place)) }));
    },
};

const result = await build({
    absWorkingDir: here,
    entryPoints: { script: "src/main.js", editor: "src/editor/main.js", style: "src/main.css" },
    outdir: out,
    write: false,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022", "chrome111", "firefox111", "safari16.4"],
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
    legalComments: "none",
    plugins: [inParts, picture],
    logLevel: "warning",
});

const files = new Map(result.outputFiles.map((file) => [basename(file.path), Buffer.from(file.contents)]));
const names = {};
for (const name of files.keys()) {
    const entry = /^(script|editor|style)-\w+\.(js|css)$/.exec(name);
    if (entry) names[entry[1]] = name;
}

const licences = [
    ["dkfds", "dkfds/dist/LICENSE.md"],
    ["IBM Plex Sans", "dkfds/dist/fonts/IBMPlexSans/complete/woff2/license.txt"],
    ["htmx", "htmx.org/LICENSE"],
    ["CodeMirror", "@codemirror/view/LICENSE"],
    ["Lezer", "@lezer/common/LICENSE"],
];
const texts = licences.map(async ([name, path]) => `${name}\n\n${await readFile(join(modules, path), "utf8")}`);
for (const [name, bytes] of [
    ["icons.svg", onlyUsed(await readFile(join(modules, "dkfds/dist/img/all-svg-icons.svg"), "utf8"))],
    ["favicon.svg", await readFile(join(here, "src/favicon.svg"))],
    ["licences.txt", Buffer.from((await Promise.all(texts)).join("\n\n----\n\n"))],
]) {
    const written = hashed(name, bytes);
    files.set(written, bytes);
    names[basename(name, extname(name))] = written;
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
for (const [name, bytes] of files) {
    await writeFile(join(out, name), bytes);
    const text = [".css", ".js", ".svg", ".txt"].includes(extname(name));
    if (text && bytes.length >= SMALLEST_COMPRESSED) {
        await writeFile(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
        await writeFile(join(out, `${name}.br`), brotliCompressSync(bytes));
    }
}
const pairs = Object.entries(names).map(([name, file]) => `${name} ${file}\n`);
await writeFile(join(out, "names.txt"), pairs.join(""));
