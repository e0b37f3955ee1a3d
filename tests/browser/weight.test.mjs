// What pages load: the first time with everything that they need, later only themselves.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { contextOf, visit } from "./browser.mjs";
import { enter } from "./demo.mjs";

const demo = process.env.SAMSPIL_DEMO_URL;

/** The most that a page may load for somebody who has never been here, compressed, in bytes. */
const MOST_FIRST = 150_000;

/** The most that a page may load for somebody who has its style and scripts already. */
const MOST_LATER = 30_000;

let asta;
before(async () => {
    const context = await contextOf({ baseURL: demo });
    await enter(context, "asta");
    const storageState = await context.storageState();
    asta = { baseURL: demo, storageState };
});

/** How many bytes come over the line while something is done. */
async function loaded(page, act) {
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    let bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await act();
    await page.evaluate(() => document.fonts.ready);
    await session.detach();
    return bytes;
}

for (const path of ["/sign-in", "/tasks", "/cases", "/flows/voksen-bum", "a case", "a task"]) {
    test(`what is loaded for ${path}`, () =>
        visit("about:blank", async (page) => {
            let address = path;
            if (!path.startsWith("/")) {
                const list = await page.context().request.get(path === "a case" ? "/cases" : "/tasks?tab=units");
                const shape = path === "a case" ? /href="(\/cases\/[0-9a-f-]{36})"/ : /href="(\/cases\/[0-9a-f-]{36}\/tasks\/[^"?]*)/;
                [, address] = shape.exec(await list.text());
            }
            const first = await loaded(page, () => page.goto(address));
            const later = await loaded(page, () => page.goto(address));
            console.log(`${path}: ${first} bytes, later ${later}`);
            assert.ok(first > 0 && first <= MOST_FIRST, `${first} bytes`);
            assert.ok(later > 0 && later <= MOST_LATER, `${later} bytes later`);
        }, path === "/sign-in" ? { baseURL: demo } : asta));
}
