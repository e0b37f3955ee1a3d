// How pages look where no rule of accessibility is asked: what is printed, and where the keyboard is.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { contextOf, fitsAcross, visit } from "./browser.mjs";
import { enter } from "./demo.mjs";

const demo = process.env.SAMSPIL_DEMO_URL;

/** A sheet of A4 in CSS's pixels, less what printers leave free on both sides. */
const SHEET = { width: 718, height: 1047 };

/** How often the tab key is pressed on a page: through the menu and well into the content. */
const STOPS = 45;

let asta;
let addresses;
before(async () => {
    const context = await contextOf({ baseURL: demo });
    await enter(context, "asta");
    asta = { baseURL: demo, storageState: await context.storageState() };
    const list = await (await context.request.get("/tasks?tab=units")).text();
    const [task] = /\/cases\/[0-9a-f-]{36}\/tasks\/[^"?]*/.exec(list);
    addresses = ["/tasks", "/cases", "/flows/voksen-bum", task, task.split("/tasks/")[0], `${task.split("/tasks/")[0]}/brief`];
});

test("what is printed is the content: no menus, nothing cut off at the side", async () => {
    for (const address of addresses) {
        await visit(address, async (page) => {
            await page.emulateMedia({ media: "print" });
            for (const hidden of ["nav.nav", ".languages", ".log-off", ".skipnav", "footer", ".button"]) {
                for (const one of await page.locator(hidden).all()) {
                    assert.equal(await one.isVisible(), false, `${address}: ${hidden} is printed`);
                }
            }
            assert.ok(await page.isVisible("h1"), address);
            await fitsAcross(page);
        }, { ...asta, viewport: SHEET });
    }
});

test("wherever the keyboard is can be seen", async () => {
    for (const address of addresses) {
        await visit(address, async (page) => {
            const seen = new Set();
            for (let stop = 0; stop < STOPS; stop += 1) {
                await page.keyboard.press("Tab");
                const found = await page.evaluate(() => {
                    const at = document.activeElement;
                    if (!at || at === document.body) return null;
                    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
                    const marked = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
                    const { width, height, top, bottom } = at.getBoundingClientRect();
                    const there = width > 1 && height > 1 && bottom > 0 && top < innerHeight;
                    return { what: at.outerHTML.slice(0, 120), marked, there };
                });
                if (!found) break;
                seen.add(found.what);
                assert.ok(found.marked, `${address}: no mark on ${found.what}`);
                assert.ok(found.there, `${address}: not in sight: ${found.what}`);
            }
            assert.ok(seen.size > 5, `${address}: ${seen.size} places`);
        }, asta);
    }
});
