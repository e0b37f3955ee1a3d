// The pictures of the main pages in the READMEs, made of the demo: SAMSPIL_PICTURES=1 keeps them.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { before, test } from "node:test";
import { contextOf, visit } from "./browser.mjs";
import { enter } from "./demo.mjs";

const demo = process.env.SAMSPIL_DEMO_URL;

/** Where they lie. */
const FOLDER = new URL("../../api/pictures/", import.meta.url);

/** Where they are shown. */
const SHOWN_IN = ["../../README.md", "../../api/README.md"].map((file) => new URL(file, import.meta.url));

/** The most that a picture may weigh, in bytes: the project is read over slow lines, too. */
const MOST = 150_000;

/** A window as pictures show it, a high one where much stands beneath, and a wide one where things stand side by side. */
const WINDOW = { width: 1100, height: 820 };
const HIGH = { width: 1100, height: 1300 };
const WIDE = { width: 1500, height: 900 };

/** The pictures: whose, of what page, and what is done there first. */
const PICTURES = {
    "my-tasks": { as: "asta", at: async () => "/tasks?tab=units" },
    "case-page": { as: "asta", size: HIGH, at: (context) => oneOf(context, "/tasks?tab=units", /\/cases\/[0-9a-f-]{36}(?=\/tasks)/) },
    "task-form": { as: "asta", at: (context) => oneOf(context, "/tasks?tab=units", /\/cases\/[0-9a-f-]{36}\/tasks\/[^"?]*/) },
    "provider-day": { as: "holger", at: async () => "/day" },
    workbench: {
        as: "frode",
        size: WIDE,
        at: async (context) => {
            await context.request.post("/workbench/voksen-bum/begin", { maxRedirects: 0 });
            return "/workbench/voksen-bum";
        },
        ready: (page) => page.waitForSelector(".editor-host .cm-line"),
    },
    flow: { as: "frode", at: async () => "/flows/voksen-bum" },
    management: { as: "frode", size: HIGH, at: async () => "/management?period=2026" },
    tuning: { as: "gerda", at: async () => "/tunings" },
};

async function oneOf(context, list, shape) {
    const html = await (await context.request.get(list)).text();
    const [found] = shape.exec(html) ?? [];
    assert.ok(found, `${list} leads to nothing of the kind`);
    return found;
}

const contexts = {};
before(async () => {
    for (const { as } of Object.values(PICTURES)) {
        contexts[as] ??= await contextOf({ baseURL: demo });
        await enter(contexts[as], as);
    }
});

for (const [name, { as, at, ready, size = WINDOW }] of Object.entries(PICTURES)) {
    test(`the picture ${name} can be made, and a README shows it`, async () => {
        const address = await at(contexts[as]);
        const own = { baseURL: demo, storageState: await contexts[as].storageState(), viewport: size };
        await visit(address, async (page) => {
            await page.evaluate(() => document.fonts.ready);
            await ready?.(page);
            const made = await page.screenshot({ animations: "disabled" });
            assert.ok(made.length <= MOST, `${made.length} bytes`);
            const file = new URL(`${name}.png`, FOLDER);
            if (process.env.SAMSPIL_PICTURES === "1") writeFileSync(file, made);
            const kept = readFileSync(file);
            assert.ok(kept.length <= MOST, `${name}.png: ${kept.length} bytes`);
            const sides = (png) => [png.readUInt32BE(16), png.readUInt32BE(20)];
            assert.deepEqual(sides(kept), sides(made), `${name}.png is not as the pages are: SAMSPIL_PICTURES=1 makes it anew`);
        }, own);
        assert.ok(SHOWN_IN.some((readme) => readFileSync(readme, "utf8").includes(`${name}.png`)), `no README shows ${name}.png`);
    });
}
