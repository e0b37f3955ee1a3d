// Completion and what each key is for, from the language's own schema and from the names that the flow gives.
import { ENTRY, pathAt } from "./path.js";

/** Which names come first behind a key. */
const FIRST = {
    party: ["by", "also_by", "with", "seen_by", "leads", "to", "tell", "remind", "hand_to", "said_by"],
    item: ["after", "any", "all", "owes", "removes", "brings_back", "then_again", "ends", "not_with", "not_same_as", "not_while_owed", "open"],
    field: ["fills", "sets", "list", "on"],
    ladder: ["ladder"],
};

/** The schemas that one stands for: what it refers to, and each of those that it may be. */
function meant(schema, root, depth = 0) {
    if (!schema || depth > 8) return [];
    if (schema.$ref) {
        const name = schema.$ref.split("/").pop();
        return meant(root.definitions?.[decodeURIComponent(name)], root, depth + 1);
    }
    const more = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
    return [schema, ...more.flatMap((one) => meant(one, root, depth + 1))];
}

function beneath(schema, key) {
    if (key === ENTRY) return schema.items ?? null;
    const own = schema.properties?.[key];
    if (own) return own;
    for (const [pattern, inner] of Object.entries(schema.patternProperties ?? {})) {
        if (new RegExp(pattern, "u").test(key)) return inner;
    }
    const others = schema.additionalProperties;
    return typeof others === "object" ? others : null;
}

/** What may stand at a path. */
function schemasAt(root, path) {
    let here = meant(root, root);
    for (const key of path) {
        here = here.flatMap((schema) => meant(beneath(schema, key), root));
    }
    return here;
}

function keys(root, { path }) {
    const found = new Map();
    for (const schema of schemasAt(root, path)) {
        for (const [key, inner] of Object.entries(schema.properties ?? {})) {
            const about = inner.description ?? meant(inner, root)[0]?.description;
            if (!found.has(key)) found.set(key, { label: key, apply: `${key}: `, info: about, boost: schema.required?.includes(key) ? 1 : 0 });
        }
    }
    return [...found.values()];
}

function values(known, root, { path, key }) {
    const here = key === null ? path : [...path, key];
    const options = schemasAt(root, here).flatMap((schema) => {
        const fixed = [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])];
        return fixed.map((value) => ({ label: String(value), info: schema.description, boost: 2 }));
    });
    const behind = [...here].reverse().find((part) => typeof part === "string");
    const names = known.names.map(({ name, what, title }) => ({
        label: name,
        detail: title,
        boost: FIRST[what]?.includes(behind) ? 1 : 0,
    }));
    return [...options, ...names];
}

/** A source of completions. */
export function completes(known) {
    return async (context) => {
        const before = context.matchBefore(/[\p{L}\p{N}_.]*/u);
        if (!before || (before.from === before.to && !context.explicit)) return null;
        const root = await known.schema();
        if (!root || context.aborted) return null;
        const { doc } = context.state;
        const line = doc.lineAt(context.pos);
        const above = doc.sliceString(0, line.from).split("\n").slice(0, -1);
        const at = pathAt([...above, line.text.slice(0, context.pos - line.from)]);
        const inList = at.path.at(-1) === ENTRY && at.key === null;
        const options = at.key === null && !at.quoted ? keys(root, at) : [];
        const all = at.key !== null || inList ? [...options, ...values(known, root, at)] : options;
        return all.length > 0 ? { from: before.from, options: all, validFor: /^[\p{L}\p{N}_.]*$/u } : null;
    };
}

/** What is told of the word under the pointer. */
export function explains(known) {
    return async (view, pos) => {
        const line = view.state.doc.lineAt(pos);
        const at = pos - line.from;
        const start = at - /[\p{L}\p{N}_.]*$/u.exec(line.text.slice(0, at))[0].length;
        const word = /^[\p{L}\p{N}_.]*/u.exec(line.text.slice(start))[0];
        const root = word ? await known.schema() : null;
        if (!root) return null;
        const above = view.state.doc.sliceString(0, line.from).split("\n").slice(0, -1);
        const here = pathAt([...above, line.text.slice(0, start)]);
        const isKey = line.text.slice(start + word.length).startsWith(":");
        const key = isKey ? keys(root, here).find(({ label }) => label === word)?.info : null;
        const text = key ?? known.names.find(({ name }) => name === word)?.title;
        if (!text) return null;
        return {
            pos: line.from + start,
            end: line.from + start + word.length,
            create() {
                const dom = document.createElement("div");
                dom.className = "explained";
                dom.textContent = text;
                return { dom };
            },
        };
    };
}
