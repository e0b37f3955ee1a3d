// An administrator keeps the organisation: a unit, a person's place, a file; by scripts and without, wide and narrow.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, accessible, fitsAcross, login, signIn, visit } from "./browser.mjs";
import { COLLEAGUE } from "./program.mjs";

const file = (name, csv) => ({ name, mimeType: "text/csv", buffer: Buffer.from(csv) });

for (const [name, options] of [
    ["on a wide screen", {}],
    ["on a narrow screen", { viewport: NARROW }],
    ["in English", { locale: "en-GB" }],
]) {
    test(`every page of the organisation is accessible ${name}`, () =>
        visit("/sign-in", async (page) => {
            await signIn(page);
            await page.goto(`/organisation?find=${login}`);
            await accessible(page);
            await fitsAcross(page);
            const person = await page.getAttribute("a[href^='/organisation/people/']", "href");
            const unit = await page.getAttribute("a[href^='/organisation/units/']", "href");
            for (const path of [person, unit, "/organisation/new-unit", "/organisation/functions", "/organisation/changes"]) {
                await page.goto(path);
                await accessible(page);
                await fitsAcross(page);
            }
            await page.goto("/organisation/file");
            await page.setInputFiles("#file", file("fil.csv", "type;id;navn\nhest;1;x\nenhed;2;Team\n"));
            await page.click("form[action^='/organisation/file?'] button");
            assert.equal(await page.locator("main .alert-error").count(), 1);
            await accessible(page);
        }, options));
}

test("a unit, a place in it and a file are kept without scripts", () =>
    visit("/sign-in", async (page) => {
        await signIn(page);
        await page.goto("/organisation/new-unit");
        await page.fill("#name", "Team Skumring");
        await page.click("form[action='/organisation/new-unit'] button");
        await page.fill("#whose", COLLEAGUE);
        await page.fill("#acts_as", "caseworker");
        await page.click("section[aria-labelledby='new-place'] button");
        assert.equal(await page.locator("main table a[href^='/organisation/people/']").count(), 1);
        await page.goto("/organisation/file");
        await page.fill("#source", "prøve");
        const csv = "type;id;navn\r\nenhed;æ;Ærøteamet\r\n";
        await page.setInputFiles("#file", file("fil.csv", csv));
        await page.click("form[action^='/organisation/file?'] button");
        await page.click("form[action^='/organisation/file/take-in?'] button");
        assert.match(await page.textContent("main"), /Ærøteamet/);
    }, { javaScriptEnabled: false }));
