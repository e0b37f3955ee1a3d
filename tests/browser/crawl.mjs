// Following links as one reader, until every kind of page that can be come to has been seen.
import { links } from "./markup.mjs";
import { routeOf } from "./routes.mjs";

/** The most pages that one reader is led through. */
const MAX_PAGES = 800;

/** How many pages are looked at that differ only in which case, person or thing they show. */
const OF_A_KIND = 2;

/** How many pages of one route are looked at in all: cases in all phases, and as many tasks. */
const OF_A_ROUTE = 24;

/** How many pages are asked for at once. */
const AT_ONCE = 4;

/** Parts of addresses that say which one of many. */
const WHICH = /^([0-9a-f-]{32,36}|\d+)$/;

/** What kind of page an address names: its route, with the words that say what is done there, and the names of what is
 *  asked of it. */
function kind(address) {
    const { pathname, searchParams } = new URL(address, "http://x");
    const words = pathname.split("/").map((part) => (WHICH.test(part) ? "*" : part));
    const asked = [...searchParams].filter(([name]) => name !== "after" && name !== "back");
    return `${words.join("/")}?${asked.map(([name, value]) => `${name}=${WHICH.test(value) ? "*" : value}`)}`;
}

/** Reads pages from these on; each with its address, what came and what it holds. What can be taken along as a file is
 *  asked for, too. */
export async function crawl(context, from) {
    const known = new Set();
    const counts = new Map();
    const waiting = [];
    const read = [];
    const count = (key, most) => {
        const sofar = counts.get(key) ?? 0;
        if (sofar >= most) return false;
        counts.set(key, sofar + 1);
        return true;
    };
    const add = (href, by) => {
        const { pathname, search } = new URL(href, "http://x");
        const address = pathname + search;
        if (known.has(address) || pathname.startsWith("/language/") || pathname.startsWith("/assets/")) return;
        known.add(address);
        const route = routeOf("GET", address);
        if (!route) return read.push({ address, by, status: 0, html: "" });
        // Of cases more are looked at: each may stand elsewhere.
        if (route.path !== "/cases/{case}" && !count(kind(address), OF_A_KIND)) return;
        // Lists as files are no pages, and take no page's place.
        const file = new URL(address, "http://x").searchParams.get("as");
        const fits = file ? count(`${route.path} as ${file}`, OF_A_KIND) : count(route.path, OF_A_ROUTE);
        if (fits) waiting.push({ address, by, route });
    };
    const one = async ({ address, by, route }) => {
        const answer = await context.request.get(address, { maxRedirects: 0 });
        const status = answer.status();
        if (status >= 300 && status < 400) {
            read.push({ address, by, route, status, html: "", page: false });
            return add(answer.headers().location, address);
        }
        const page = (answer.headers()["content-type"] ?? "").startsWith("text/html");
        const html = page ? await answer.text() : "";
        read.push({ address, by, route, status, html, page });
        for (const href of links(html)) add(href, address);
    };
    for (const address of from) add(address, "");
    while (waiting.length > 0 && read.length < MAX_PAGES) {
        await Promise.all(waiting.splice(0, AT_ONCE).map(one));
    }
    return read;
}
