// What a person chooses for themselves: how their calendar is had elsewhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, accessible, fitsAcross, signIn, visit } from "./browser.mjs";

for (const [name, options] of [
    ["on a wide screen", {}],
    ["on a narrow screen", { viewport: NARROW }],
    ["in English", { locale: "en-GB" }],
]) {
    test(`the address of a calendar is shown once and accessibly ${name}`, () =>
        visit("/sign-in", async (page) => {
            await signIn(page);
            await page.goto("/settings");
            await accessible(page);
            // First what tells the least: a password, and an address that is no secret.
            await page.click("form[action='/settings/feed'] button");
            assert.match(await page.inputValue("#feed-address"), /\/calendar\/samspil\.ics$/);
            assert.match(await page.inputValue("#feed-login"), /^[0-9a-f-]{36}$/);
            assert.match(await page.inputValue("#feed-password"), /^samspil_12345678_[\w-]{43}$/);
            await accessible(page);
            await fitsAcross(page);
            await page.click("button[name='way'][value='address']");
            const address = await page.inputValue("#feed-address");
            assert.match(address, /\/calendar\/samspil_12345678_[\w-]{43}\.ics$/);
            await accessible(page);
            await fitsAcross(page);
            await page.goto("/settings");
            assert.equal(await page.isVisible("#feed-address"), false);
            await page.click("form[action='/settings/feed/end'] button");
            await page.waitForSelector("form[action='/settings/feed'] button");
            await accessible(page);
        }, options));
}

test("a calendar gets its address without scripts", () =>
    visit("/sign-in", async (page) => {
        await signIn(page);
        await page.goto("/settings");
        await page.click("form[action='/settings/feed'] button");
        assert.match(await page.inputValue("#feed-address"), /\.ics$/);
    }, { javaScriptEnabled: false }));
