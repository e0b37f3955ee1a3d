// What is asked of a page's markup, without a browser: that it is valid, and that everything in it is said.
import { readFileSync, readdirSync } from "node:fs";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });

/** Where the texts lie that people read. */
const TEXTS = ["../../api/texts/", "../../engine/core/texts/"];

/** The keys of all messages. */
const keys = new Set(
    TEXTS.flatMap((folder) => {
        const danish = new URL(`${folder}da/`, import.meta.url);
        return readdirSync(danish).flatMap((file) =>
            [...readFileSync(new URL(file, danish), "utf8").matchAll(/^([a-z][\w-]*) =/gm)].map(([, key]) => key),
        );
    }),
);

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", "#38": "&", "#34": '"', "#60": "<", "#62": ">" };

/** What an attribute or a text says. */
export const plain = (text) => text.replace(/&(#?\w+);/g, (whole, name) => ENTITIES[name] ?? whole);

/** What looks like a key and is none: the names of flows, and of what programs send. */
const NAMES = new Set(["last-event-id", "idempotency-key", "if-none-match", ...flows()]);

/** The names of the flows that ship. */
function flows() {
    const folder = new URL("../../flows/", import.meta.url);
    const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".yaml"));
    const names = files.map((file) => /^flow: (\S+)/m.exec(readFileSync(new URL(file, folder), "utf8")));
    return names.flatMap((found) => (found ? [found[1]] : []));
}

/** What is not as the standard of HTML has it, a sentence each. */
export async function invalid(html) {
    const { results } = await validator.validateString(html);
    return results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, line, column }) => {
            const there = html.split("\n")[line - 1]?.slice(Math.max(0, column - 60), column + 120);
            return `${ruleId}: ${message}: ${there}`;
        }),
    );
}

/** Texts that are the key of a message in place of what it says, or that lack what they tell of. Code is not read. */
export function unsaid(html) {
    const read = html.replace(/<(script|style|code|pre|textarea)\b[\s\S]*?<\/\1>/g, "");
    const texts = [...read.matchAll(/>([^<]+)</g), ...read.matchAll(/\s(?:aria-label|title|alt|placeholder)="([^"]*)"/g)];
    return texts
        .map(([, text]) => plain(text).trim())
        .filter((text) => (text.includes("-") && keys.has(text)) || /\{\s*[$-]/.test(text) || (/^[a-z]+(-[a-z0-9]+){2,}$/.test(text) && !NAMES.has(text)));
}

/** Where a page's links lead within the program. */
export function links(html) {
    const found = [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, href]) => plain(href));
    return found.filter((href) => href.startsWith("/") && !href.startsWith("//"));
}

/** Where a page's forms go: their method and address, the page's own where they name none. */
export function forms(html, own) {
    return [...html.matchAll(/<form\b([^>]*)>/g)].map(([, attributes]) => ({
        method: (/\smethod="(\w+)"/.exec(attributes)?.[1] ?? "get").toUpperCase(),
        action: plain(/\saction="([^"]*)"/.exec(attributes)?.[1] ?? own),
    }));
}

/** What a page's form with this action sends by itself: its hidden fields. */
export function hidden(html, action) {
    const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)];
    const [, , own] = forms.find(([, attributes]) => plain(attributes).includes(`action="${action}"`)) ?? ["", "", ""];
    const fields = [...own.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    return Object.fromEntries(fields.map(([, name, value]) => [plain(name), plain(value)]));
}

/** What kinds of things the content of a page is made of: by this pages are told apart that look otherwise. */
export function kinds(html) {
    const content = html.slice(html.indexOf("<main"));
    const found = [...content.matchAll(/<(\w+)\b[^>]*?(?:\sclass="([^"]*)")/g)];
    return new Set(found.flatMap(([, tag, classes]) => classes.split(/\s+/).map((name) => `${tag}.${name}`)));
}
