// Where in the flow file a place lies: the keys above it, by how far each line stands in, and by brackets in its own line.

/** Marks an entry of a list in a path. */
export const ENTRY = Symbol("an entry of a list");

/** Lines looked at above a place: more than the longest file has. */
const MOST_LINES = 20_000;

/** What a line begins with: how far its key stands in, whether it opens entries of lists, its key and what is behind it. */
function begun(text) {
    const [, space, dashes, rest] = /^( *)((?:- +)*)(.*)$/.exec(text);
    const key = /^("[^"]*"|'[^']*'|[^\s#:{}[\],][^:#{}[\],]*):(?:\s+(.*))?$/.exec(rest);
    return { at: space.length, inner: space.length + dashes.length, entries: dashes.split("-").length - 1, key: key?.[1], behind: key ? (key[2] ?? "") : rest };
}

/** The keys within brackets at the end of a text, and what is being written there. */
function within(text, path) {
    let word = "";
    let key = null;
    const open = [];
    for (let at = 0; at < text.length; at += 1) {
        const sign = text[at];
        if (sign === '"' || sign === "'") {
            const end = text.indexOf(sign, at + 1);
            if (end < 0) return { path, key, word: text.slice(at + 1), quoted: true };
            word = text.slice(at, end + 1);
            at = end;
        } else if (sign === "{" || sign === "[") {
            open.push({ path, key });
            path = key === null ? path : [...path, key];
            if (sign === "[") path = [...path, ENTRY];
            [key, word] = [null, ""];
        } else if (sign === "}" || sign === "]") {
            ({ path, key } = open.pop() ?? { path, key });
            word = "";
        } else if (sign === ",") {
            [key, word] = [null, ""];
        } else if (sign === ":" && (text[at + 1] === " " || at + 1 === text.length) && key === null) {
            [key, word] = [word.trim().replaceAll(/^["']|["']$/g, ""), ""];
        } else {
            word += sign;
        }
    }
    return { path, key, word: word.trimStart(), quoted: false, inBrackets: open.length > 0 };
}

/**
 * Where the end of a text lies: the keys above it, the key whose value is being written there (or none, where a key is), and
 * what stands there so far.
 */
export function pathAt(lines) {
    const own = lines.at(-1) ?? "";
    const first = begun(own);
    let path = [];
    let depth = first.entries > 0 ? first.at : first.inner;
    if (own.trim() === "") depth = own.length;
    // A list may stand as far in as its key.
    let inEntry = first.entries > 0;
    for (let at = lines.length - 2; at >= 0 && lines.length - at < MOST_LINES && depth > 0; at -= 1) {
        const text = lines[at];
        if (/^\s*(#|$)/.test(text)) continue;
        const line = begun(text);
        if (line.entries > 0 && line.inner === depth) {
            // The line that begins the entry that this is in.
            path.unshift(ENTRY);
            [depth, inEntry] = [line.at, true];
            continue;
        }
        const opens = line.key !== undefined && line.behind.replace(/\s*#.*$/, "") === "";
        const isAbove = line.inner < depth || (inEntry && opens && line.entries === 0 && line.inner === depth);
        if (!isAbove) continue;
        if (opens) path.unshift(line.key);
        if (line.entries > 0) path.unshift(ENTRY);
        [depth, inEntry] = line.entries > 0 ? [line.at, true] : [line.inner, false];
    }
    for (let entry = 0; entry < first.entries; entry += 1) path.push(ENTRY);
    return within(own.slice(first.inner), path);
}
