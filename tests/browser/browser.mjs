// Pages in Chromium, and what is asked of every one of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after } from "node:test";
import { chromium } from "playwright-core";

const base = process.env.SAMSPIL_URL;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** As whom the tests sign in. */
export const login = process.env.SAMSPIL_LOGIN;
export const password = process.env.SAMSPIL_PASSWORD;

const QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/** A small phone, where WCAG 2.1 asks that nothing needs scrolling sideways (1.4.10). */
export const NARROW = { width: 320, height: 640 };

let launching;
/** The browser, started when it is first asked for. */
const browser = () => {
    const executablePath = process.env.SAMSPIL_CHROMIUM ?? "/usr/bin/chromium";
    launching ??= chromium.launch({ executablePath, args: QUIET });
    return launching;
};
after(async () => (await launching)?.close());

/** Cookies of their own for somebody, with what they ask for without a page; gone with the browser. */
export const contextOf = async (options) => (await browser()).newContext({ baseURL: base, locale: "da-DK", ...options });

/** What a page asks for or does that it must not, from now on: a request to another host than these, something that its own
 *  policy refuses, an error in a script. */
export function watch(page, hosts) {
    const refused = [];
    page.on("console", (message) => {
        if (message.type() === "error" && /Content Security Policy/.test(message.text())) refused.push(message.text());
    });
    page.on("pageerror", (error) => refused.push(String(error)));
    page.on("request", (request) => {
        if (!hosts.some((host) => request.url().startsWith(host))) refused.push(`a request to ${request.url()}`);
    });
    page.on("requestfailed", (request) => {
        // Leaving a page gives up what it was still loading.
        const why = request.failure()?.errorText;
        if (why !== "net::ERR_ABORTED") refused.push(`${request.url()}: ${why}`);
    });
    return refused;
}

/** No longer watches a page. */
export const unwatch = (page) => ["console", "pageerror", "request", "requestfailed"].forEach((what) => page.removeAllListeners(what));

/** Opens a page with cookies of its own, does something with it, and asks what is asked of every page. What lies at the
 *  addresses in `also` may be asked beside our own. */
export async function visit(path, use, { also = [], ...options } = {}) {
    const context = await contextOf(options);
    const page = await context.newPage();
    const refused = watch(page, [options.baseURL ?? base, ...also]);
    try {
        await page.goto(path);
        await use(page);
        assert.deepEqual(refused, []);
    } finally {
        await context.close();
    }
}

/** Signs in on the page that asks for it. */
export async function signIn(page, { as = login, secret = password } = {}) {
    await page.goto("/sign-in");
    await page.fill("#login", as);
    await page.fill("#password", secret);
    await page.click("main button");
}

/** No finding of axe, by the rules of WCAG 2.1 A and AA. Scripts must be on. */
export async function accessible(page) {
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
        const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
        const { violations } = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
        return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
    });
    assert.deepEqual(found, []);
}

/** Nothing sticks out to the side. */
export async function fitsAcross(page) {
    const [content, window, out] = await page.evaluate(() => {
        const content = document.documentElement.scrollWidth;
        const within = (one) => one && (getComputedStyle(one).overflowX !== "visible" || within(one.parentElement));
        const wide = [...document.querySelectorAll("body *")].filter(
            (one) => one.getBoundingClientRect().right > innerWidth + 1 && !within(one.parentElement),
        );
        return [content, innerWidth, content > innerWidth ? wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 160)) : []];
    });
    assert.ok(content <= window, `the page is ${content} wide in a window of ${window}: ${out.join(" ; ")}`);
}
