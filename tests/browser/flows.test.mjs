import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { NARROW, accessible, fitsAcross, signIn, visit } from "./browser.mjs";

const FLOW = readFileSync(new URL("../../flows/voksen-bum/flow.yaml", import.meta.url), "utf8");

/** Asks the API as whoever is signed in. */
function ask(page, path, type, body) {
    return page.evaluate(
        async ([path, type, body]) => {
            const headers = { "content-type": type, "idempotency-key": crypto.randomUUID() };
            const answer = await fetch(`/api/v1${path}`, { method: "POST", headers, body });
            return [answer.status, await answer.json()];
        },
        [path, type, body],
    );
}

/** The shipped flow, published. */
async function published(page) {
    const [status] = await ask(page, "/flows", "application/yaml", FLOW);
    assert.equal(status, 201);
}

/** A case of the shipped flow. */
async function begun(page) {
    await published(page);
    const unit = await page.evaluate(async () => (await (await fetch("/api/v1/units")).json())[0].unit);
    const parties = { caseworker: [{ unit }], team_leader: [{ unit }], head: [{ unit }], provider: [{ unit }] };
    const begin = { flow: "voksen-bum", title: "Prøvesag", parties: { ...parties, provider_leader: [{ unit }], citizen: [{ unit }] }, data: {} };
    const [status, answer] = await ask(page, "/cases", "application/json", JSON.stringify(begin));
    assert.equal(status, 201, JSON.stringify(answer));
    return answer.case;
}

for (const [name, options] of [
    ["on a wide screen", {}],
    ["on a narrow screen", { viewport: NARROW }],
    ["in English", { locale: "en-GB" }],
]) {
    test(`a flow's picture and account are accessible ${name}`, () =>
        visit("/sign-in", async (page) => {
            await signIn(page);
            await published(page);
            await page.goto("/flows");
            await accessible(page);
            await fitsAcross(page);
            await page.click("a[href='/flows/voksen-bum']");
            assert.ok(await page.isVisible("svg.picture"));
            await accessible(page);
            await fitsAcross(page);
        }, options));
}

test("a box leads to its account and back, also by keyboard", () =>
    visit("/sign-in", async (page) => {
        await signIn(page);
        await published(page);
        await page.goto("/flows/voksen-bum");
        await page.focus("#picture-answer_order");
        await page.keyboard.press("Enter");
        assert.equal(new URL(page.url()).hash, "#about-answer_order");
        await page.click("a[href='#picture-answer_order']");
        assert.equal(new URL(page.url()).hash, "#picture-answer_order");
        await page.keyboard.press("Tab");
        const next = await page.evaluate(() => document.activeElement.id);
        assert.match(next, /^picture-/);
    }));

test("every text of a picture stands inside its box", () =>
    visit("/sign-in", async (page) => {
        await signIn(page);
        await published(page);
        await page.goto("/flows/voksen-bum");
        const outside = await page.$$eval("svg.picture .node", (nodes) =>
            nodes.flatMap((node) => {
                const box = node.querySelector(".box").getBoundingClientRect();
                return [...node.querySelectorAll("text")]
                    .filter((text) => {
                        const { left, right, top, bottom } = text.getBoundingClientRect();
                        return left < box.left || right > box.right || top < box.top || bottom > box.bottom;
                    })
                    .map((text) => `${node.id}: ${text.textContent}`);
            }),
        );
        assert.deepEqual(outside, []);
    }));

for (const [name, options] of [
    ["with scripts", {}],
    ["without scripts", { javaScriptEnabled: false }],
]) {
    test(`the course of a case as a picture ${name}`, () =>
        visit("/sign-in", async (page) => {
            await signIn(page);
            const scripts = options.javaScriptEnabled !== false;
            // Whoever has no scripts finds the case that was begun with them.
            const address = scripts ? `/cases/${await begun(page)}` : await caseInList(page);
            await page.goto(address);
            await page.click("details:has(a[href$='/picture']) summary");
            if (!scripts) await page.click("a[href$='/picture']");
            await page.waitForSelector("svg.picture");
            if (scripts) {
                assert.equal(new URL(page.url()).pathname, address);
                await accessible(page);
            }
            assert.match(await page.textContent("#picture-register"), /Åben/);
            await page.click("#picture-register");
            assert.equal(new URL(page.url()).hash, "#item-register");
            assert.ok(await page.isVisible("#item-register"));
        }, options));
}

async function caseInList(page) {
    await page.goto("/cases");
    return page.getAttribute("main table a[href^='/cases/']", "href");
}
