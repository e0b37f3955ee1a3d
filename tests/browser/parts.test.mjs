import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, accessible, fitsAcross, signIn, visit } from "./browser.mjs";

for (const [name, options] of [
    ["on a wide screen", {}],
    ["on a narrow screen", { viewport: NARROW }],
    ["in English", { locale: "en-GB" }],
]) {
    test(`every part is accessible ${name}`, () =>
        visit("/sign-in", async (page) => {
            await signIn(page);
            await page.goto("/about/parts");
            await accessible(page);
            await fitsAcross(page);
        }, options));
}

test("the summary of what is wrong leads to the fields", () =>
    visit("/sign-in", async (page) => {
        await signIn(page);
        await page.goto("/about/parts");
        const links = await page.$$eval("[data-module=error-summary] a", (all) => all.map((one) => one.hash.slice(1)));
        assert.equal(links.length, 8);
        for (const id of links) {
            await page.click(`[data-module=error-summary] a[href="#${id}"]`);
            assert.equal(await page.evaluate(() => document.activeElement.id), id);
        }
    }));

test("what unfolds does so without scripts", () =>
    visit("/sign-in", async (page) => {
        await signIn(page);
        await page.goto("/about/parts");
        assert.equal(await page.isVisible(".details-text"), false);
        await page.click(".details-summary");
        assert.equal(await page.isVisible(".details-text"), true);
    }, { javaScriptEnabled: false }));

for (const [name, options] of [
    ["on a wide screen", {}],
    ["on a narrow screen", { viewport: NARROW }],
    ["without scripts", { javaScriptEnabled: false }],
]) {
    test(`the API can be read without signing in ${name}`, () =>
        visit("/about/api", async (page) => {
            if (options.javaScriptEnabled !== false) await accessible(page);
            await fitsAcross(page);
            await page.click('a[href="#area-tasks"]');
            assert.ok(page.url().endsWith("#area-tasks"), page.url());
        }, options));
}
