// From what is in somebody's way, noted with two clicks, to a trial in a unit and a decision about it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, accessible, fitsAcross, signIn, visit } from "./browser.mjs";

/** A flow with one task. */
const flow = (name) => `samspil: 1
flow: ${name}
title: {da: Ledsagelse, en: Company}
parties:
  caseworker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
data:
  talk:
    words: {type: text, title: {da: Borgerens ord, en: The citizen's words}}
does:
  talk: {task: {da: Tal med borgeren, en: Talk with the citizen}, by: caseworker, fills: [talk.words]}
`;

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

/** A case of the flow, which is published. */
async function begun(page, name) {
    const [status] = await ask(page, "/flows", "application/yaml", flow(name));
    assert.equal(status, 201);
    const unit = await page.evaluate(async () => (await (await fetch("/api/v1/me")).json()).places[0].unit);
    const begin = { flow: name, title: "Prøvesag", parties: { caseworker: [{ unit }] }, data: {} };
    const [created, answer] = await ask(page, "/cases", "application/json", JSON.stringify(begin));
    assert.equal(created, 201, JSON.stringify(answer));
    return answer.case;
}

async function asked(page) {
    await accessible(page);
    await fitsAcross(page);
}

for (const [name, options] of [
    ["on a wide screen", {}],
    ["on a narrow screen", { viewport: NARROW }],
    ["in English", { locale: "en-GB" }],
]) {
    test(`what is in the way is noted, tried and decided ${name}`, () =>
        visit("/sign-in", async (page) => {
            await signIn(page);
            const of = `ledsagelse_${name.replaceAll(" ", "_").toLowerCase()}`;
            const id = await begun(page, of);
            await page.goto(`/cases/${id}/tasks/talk`);
            await page.click(".hassle summary");
            await page.fill("#hassle-said", "Borgeren spørges to gange");
            await asked(page);
            await page.click(".hassle button");
            assert.equal(new URL(page.url()).pathname, `/cases/${id}/tasks/talk`);
            await page.goto(`/cases/${id}`);
            await page.click(".hassle summary");
            await asked(page);
            await page.goto(`/trials/hassles/${of}`);
            assert.match(await page.textContent("main"), /Borgeren spørges to gange/);
            await asked(page);
            await page.goto(`/flows/${of}/steps`);
            await asked(page);
            await page.goto("/workbench");
            await page.click(`form[action='/workbench/${of}/begin'] button`);
            await page.waitForSelector(".editor-host");
            await page.goto(`/workbench/${of}/steps`);
            await asked(page);
            // Nothing is otherwise yet, so there is nothing to try.
            await page.goto(`/workbench/${of}/trial`);
            await asked(page);
            assert.equal(await page.locator("form[action$='/trial']").count(), 0);
            const text = flow(of).replace("da: Tal med borgeren", "da: Tal sammen");
            const body = new URLSearchParams({ text, seen: "1" }).toString();
            await page.evaluate(
                ([path, body]) => fetch(path, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body }),
                [`/workbench/${of}`, body],
            );
            await page.goto(`/workbench/${of}/trial`);
            const today = await page.evaluate(() => new Date().toLocaleDateString("sv", { timeZone: "Europe/Copenhagen" }));
            await page.fill("#aim", "Borgeren spørges én gang");
            await page.check("#unit-1");
            await page.fill("#first", today);
            await page.fill("#last", today);
            await page.check("#hassle-1");
            await asked(page);
            await page.click("form[action$='/trial'] button");
            assert.match(new URL(page.url()).pathname, /^\/trials\/[0-9a-f-]{36}$/);
            await asked(page);
            await page.check("input[value='keep']");
            await page.fill("#because", "Der spørges én gang");
            await page.click("form[action$='/decide'] button");
            await asked(page);
            assert.equal(await page.locator("form[action$='/decide']").count(), 0);
            await page.goto("/trials");
            await asked(page);
            await page.goto(`/flows/${of}`);
            assert.match(await page.textContent("main"), /Tal sammen|Talk with/);
            await asked(page);
        }, options));
}
