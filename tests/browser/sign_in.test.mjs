import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, accessible, fitsAcross, signIn, visit } from "./browser.mjs";

for (const [name, options] of [
    ["with scripts", {}],
    ["without scripts", { javaScriptEnabled: false }],
    ["on a narrow screen", { viewport: NARROW }],
]) {
    test(`signing in and out ${name}`, () =>
        visit("/", async (page) => {
            assert.equal(new URL(page.url()).pathname, "/sign-in");
            assert.equal(await page.textContent("h1"), "Log ind");

            await signIn(page, { secret: "forkert-hest-batteri" });
            assert.equal(await page.getAttribute("#password", "aria-invalid"), "true");
            assert.equal(await page.inputValue("#password"), "");
            assert.match(await page.textContent("#password-error"), /forkert/);
            assert.equal(await page.getAttribute(".alert-error a", "href"), "#password");

            await signIn(page);
            assert.equal(new URL(page.url()).pathname, "/tasks");
            assert.equal(await page.textContent("h1"), "Mine opgaver");
            assert.ok(await page.isVisible("nav a[aria-current=page]"));

            await page.click("text=Log ud");
            assert.match(await page.textContent("#messages"), /Du er logget ud/);
            await page.goto("/");
            assert.equal(new URL(page.url()).pathname, "/sign-in");
        }, options));
}

test("the way back shows nothing once signed out, and nothing is stored in the browser", () =>
    visit("/", async (page) => {
        await signIn(page);
        for (const path of ["/cases", "/organisation", "/settings"]) await page.goto(path);
        const stored = await page.evaluate(async () => ({
            local: localStorage.length,
            session: sessionStorage.length,
            databases: (await indexedDB.databases()).length,
            caches: (await caches.keys()).length,
            workers: (await navigator.serviceWorker.getRegistrations()).length,
            cookies: document.cookie,
        }));
        assert.deepEqual(stored, { local: 0, session: 0, databases: 0, caches: 0, workers: 0, cookies: "" });
        const kept = (await page.context().cookies()).filter((cookie) => cookie.name !== "lang");
        assert.deepEqual(kept.map((cookie) => [cookie.name, cookie.httpOnly]), [["samspil", true]]);
        await page.goto("/organisation");
        await page.click("text=Log ud");
        await page.getByText("Du er logget ud").waitFor();
        await page.goBack();
        assert.equal(new URL(page.url()).pathname, "/sign-in");
        assert.equal(await page.textContent("h1"), "Log ind");
        assert.deepEqual((await page.context().cookies()).filter((cookie) => cookie.name === "samspil"), []);
    }));

test("the way back is kept, and only to our own pages", () =>
    visit("/about/parts?x=1", async (page) => {
        await page.fill("#login", process.env.SAMSPIL_LOGIN);
        await page.fill("#password", process.env.SAMSPIL_PASSWORD);
        await page.click("main button");
        assert.ok(page.url().endsWith("/about/parts?x=1"), page.url());
    }));

test("the language is chosen by a link and kept", () =>
    visit("/sign-in", async (page) => {
        assert.equal(await page.getAttribute("html", "lang"), "da");
        await page.click("text=English");
        assert.equal(await page.getAttribute("html", "lang"), "en");
        await page.goto("/nowhere");
        assert.equal(await page.textContent("h1"), "The page does not exist");
    }));

test("pages for everyone are accessible and fit a narrow screen", () =>
    visit("/sign-in", async (page) => {
        await accessible(page);
        await fitsAcross(page);
        await signIn(page, { secret: "forkert" });
        await accessible(page);
        for (const path of ["/nowhere", "/limits"]) {
            await page.goto(path);
            await accessible(page);
            await fitsAcross(page);
        }
    }, { viewport: NARROW }));

test("by keyboard: the skip link comes first and leads to the content", () =>
    visit("/sign-in", async (page) => {
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.className), "skipnav");
        await page.keyboard.press("Enter");
        assert.equal(await page.evaluate(() => document.activeElement.id), "main-content");
    }));
