// Every page there is, as each kind of reader, in every state that the demo has: the table of routes says which there are, so
// a page that nobody comes to fails here.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { NARROW, accessible, contextOf, fitsAcross, unwatch, watch } from "./browser.mjs";
import { crawl } from "./crawl.mjs";
import { CITIZEN, STAFF, enter } from "./demo.mjs";
import { forms, invalid, kinds, unsaid } from "./markup.mjs";
import { pages, routeOf } from "./routes.mjs";
import { prepare } from "./states.mjs";

const demo = process.env.SAMSPIL_DEMO_URL;

/** Pages that nobody comes to here, and why. */
const ELSEWHERE = {
    "/about/api": "the same for everyone: parts.test.mjs",
    "/sign-in/openid": "a provider leads back here: openid.test.mjs",
    "/sign-in/code": "after the password of whoever has an app for codes: code_app.test.mjs",
    "/sign-in/enrol": "after the password of whoever must have an app for codes: code_app.test.mjs",
    "/language/{tag}": "sets the language and leads back: sign_in.test.mjs",
    "/workbench/{flow}/schema": "for the editor's script",
    "/retention/disposals/{disposal}": "no case of the demo is old enough to be discarded",
    "/sign-in-providers/of/{provider}": "two administrators set a provider up, and the demo has one: openid.test.mjs",
};

/** How many pages are open at once. */
const AT_ONCE = 2;

/** How many pages of a route are opened in the browser at most; more of those that everything hangs on. */
const OPENED = 2;
const OPENED_MORE = { "/cases/{case}": 6, "/cases/{case}/tasks/{item}": 6, "/tasks": 4 };

/** How many pages of a route are held to the standard of HTML. */
const VALIDATED = 8;

/** Addresses that lead nowhere for whoever is not signed in, and are to. */
const CLOSED = ["/nowhere", "/"];

/** The most that a page may weigh by itself, compressed, in bytes; style and scripts are there from the first. */
const MOST_BYTES = 30_000;

/** Pages that weigh more: all of the API on one, and a flow's whole file beside its picture. */
const HEAVY = { "/about/api": 50_000, "/workbench/{flow}": 60_000 };

const WIDE = { width: 1280, height: 900 };

/** A wide window at 200 %: half as many of CSS's pixels fit (WCAG 2.1, 1.4.4). */
const ZOOMED = { width: 640, height: 450 };

const readers = {};
let seen = [];

/** Of the pages of a route those that together show the most of what any of them shows, so many at most. */
function chosen(route, most) {
    const own = seen.filter((one) => one.route?.path === route && one.page && one.status === 200);
    const left = own.map((one) => ({ one, kinds: kinds(one.html) }));
    const shown = new Set();
    const picked = [];
    while (left.length > 0 && picked.length < most) {
        const fresh = ({ kinds }) => [...kinds].filter((kind) => !shown.has(kind)).length;
        left.sort((one, other) => fresh(other) - fresh(one));
        if (picked.length > 0 && fresh(left[0]) === 0) break;
        const [best] = left.splice(0, 1);
        best.kinds.forEach((kind) => shown.add(kind));
        picked.push(best.one);
    }
    return picked;
}

/** Without scripts the page says the same as what was sent; the editor alone takes the place of a field. */
async function saysTheSameWithout(page, html) {
    const [own, without] = await page.evaluate((html) => {
        const words = (root) => root.querySelector("main").textContent.replace(/\s+/g, " ").trim();
        return [words(document), words(new DOMParser().parseFromString(html, "text/html"))];
    }, html);
    assert.ok(without.length > 0, "there is nothing without scripts");
    if (!(await page.$(".editor-host"))) assert.equal(own, without);
}

/** Windows that are open and in which nothing is looked at, of each reader: a new one costs a process of the browser. */
const free = {};

/** Opens a page as a reader; what the last one loaded need not be loaded again. */
async function open(reader, address, use) {
    const windows = (free[reader] ??= []);
    const page = windows.pop() ?? (await readers[reader].newPage());
    const size = page.viewportSize();
    const refused = watch(page, [demo]);
    const answer = await page.goto(address);
    await use(page, await answer.text());
    assert.deepEqual(refused, []);
    unwatch(page);
    await page.setViewportSize(size);
    windows.push(page);
}

/** As most see it, then made narrower. */
async function wide(page, html) {
    await accessible(page);
    await fitsAcross(page);
    await saysTheSameWithout(page, html);
    for (const size of [ZOOMED, NARROW]) {
        await page.setViewportSize(size);
        await fitsAcross(page);
    }
}

/** On a phone, in English. */
async function narrow(page, html) {
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await accessible(page);
    await fitsAcross(page);
    assert.deepEqual([...(await invalid(html)), ...unsaid(html)], []);
}

before(async () => {
    const context = () => contextOf({ baseURL: demo, viewport: WIDE });
    for (const [reader, login] of Object.entries({ ...STAFF, "citizen with an account": CITIZEN })) {
        readers[reader] = await context();
        await enter(readers[reader], login);
    }
    readers.nobody = await context();
    readers.citizen = await context();
    const from = await prepare({
        caseworker: readers.caseworker,
        owner: readers["process owner"],
        administrator: readers.administrator,
        outside: readers.citizen,
    });
    from.nobody.push(...CLOSED, "/sign-in");
    for (const [reader, context] of Object.entries({ ...readers })) {
        const storageState = await context.storageState();
        readers[`${reader} in English`] = await contextOf({ baseURL: demo, storageState, viewport: NARROW, locale: "en-GB" });
        const began = performance.now();
        const read = await crawl(context, ["/", ...(from[reader] ?? [])]);
        console.log(`${reader}: ${read.length} pages, ${Math.round(performance.now() - began)} ms`);
        seen.push(...read.map((one) => ({ ...one, reader })));
    }
});

test("every link leads somewhere, and every form to something that takes it", () => {
    const wrong = seen.filter((one) => one.status === 0 || one.status >= 400);
    const lost = wrong.filter(({ reader, address }) => reader !== "nobody" || !CLOSED.includes(address));
    assert.deepEqual(lost.map(({ reader, by, address, status }) => `${reader}: ${by} -> ${address}: ${status}`), []);
    const taken = seen.flatMap(({ reader, address, html }) =>
        forms(html, address)
            // What closes a dialog is sent nowhere.
            .filter(({ method, action }) => method !== "DIALOG" && !routeOf(method, action))
            .map(({ method, action }) => `${reader}: ${address}: ${method} ${action}`),
    );
    assert.deepEqual(taken, []);
});

test("every page says everything, and weighs little", () => {
    const keys = seen.filter((one) => one.page).flatMap(({ route, html }) => unsaid(html).map((text) => `${route.path}: ${text}`));
    assert.deepEqual([...new Set(keys)], []);
    const weights = seen.map(({ route, address, html }) => [address, gzipSync(html).length, HEAVY[route?.path] ?? MOST_BYTES]);
    assert.deepEqual(weights.filter(([, bytes, most]) => bytes > most), []);
});

test("every kind of page is valid", async () => {
    const wrong = new Set();
    for (const { path } of pages) {
        for (const { html } of chosen(path, VALIDATED)) {
            for (const one of await invalid(html)) wrong.add(`${path}: ${one}`);
        }
    }
    assert.deepEqual([...wrong], []);
});

describe("a page in the browser", { concurrency: AT_ONCE }, () => {
    for (const { path } of pages) {
        test(`GET ${path}`, { skip: ELSEWHERE[path] }, async () => {
            assert.ok(
                seen.some(({ route, status }) => route?.path === path && status < 400),
                "nobody comes to it: let the demo or states.mjs lead there",
            );
            for (const [at, { reader, address }] of chosen(path, OPENED_MORE[path] ?? OPENED).entries()) {
                const told = (error) => {
                    throw new Error(`${reader}: ${address}: ${error.message}`, { cause: error });
                };
                await open(reader, address, wide).catch(told);
                if (at === 0) await open(`${reader} in English`, address, narrow).catch(told);
            }
        });
    }
});
