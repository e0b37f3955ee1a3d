// node bundle.mjs [FOLDER]: everything the pages load, into FOLDER (dist), each file under a name that holds its sum.
//
// FOLDER/names.txt says which name each of style, script, editor, icons, favicon and licences got, a pair a line.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "dist"));
const modules = join(here, "node_modules");

/** Files below this many bytes go out uncompressed: gzip's own header eats what it saves. */
const SMALLEST_COMPRESSED = 1024;

/** As esbuild writes it: NAME-SUM.ext, the sum in 8 capitals and digits. */
function hashed(name, bytes) {
    const sum = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
    return `${basename(name, extname(name))}-${sum}${extname(name)}`;
}

/** Every browser that the pages work in reads woff2; the older fonts would only make the program bigger. */
const woff2Only = {
    name: "woff2-only",
    setup(build) {
        build.onLoad({ filter: /dkfds\.css$/ }, async ({ path }) => {
            const css = await readFile(path, "utf8");
            const faces = css.replace(/src:(url\([^;]*IBMPlexSans[^;]*);/g, (_, sources) => {
                const woff2 = sources.split(/,\s*/).find((source) => source.includes("woff2"));
                return `src:${woff2};`;
            });
            return { contents: faces, loader: "css" };
        });
    },
};

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
    plugins: [woff2Only, picture],
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
    ["icons.svg", await readFile(join(modules, "dkfds/dist/img/all-svg-icons.svg"))],
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
    }
}
const pairs = Object.entries(names).map(([name, file]) => `${name} ${file}\n`);
await writeFile(join(out, "names.txt"), pairs.join(""));
