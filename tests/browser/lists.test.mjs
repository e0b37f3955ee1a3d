// Task lists by keys alone: going through them, choosing, handing on, noting, a list with a name, the week, files.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, accessible, fitsAcross, signIn, visit } from "./browser.mjs";

/** A flow with one task for the unit of whoever signs in here. */
const FLOW = `samspil: 1
flow: listed
title: {da: Støtte på liste, en: Listed support}
parties:
  caseworker: {title: {da: Udfører, en: Provider}, side: provider}
  team_leader: {title: {da: Leder, en: Leader}, side: provider, leads: caseworker}
does:
  answer: {task: {da: Svar borgeren, en: Answer the citizen}, by: caseworker, due: 3 working days}
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

/** Cases with these titles. */
async function begun(page, titles) {
    const [status] = await ask(page, "/flows", "application/yaml", FLOW);
    assert.ok(status === 201 || status === 200, `${status}`);
    const unit = await page.evaluate(async () => (await (await fetch("/api/v1/me")).json()).places[0].unit);
    const parties = { caseworker: [{ unit }], team_leader: [{ unit }] };
    for (const title of titles) {
        const begin = { flow: "listed", title, parties, data: {} };
        const [made, answer] = await ask(page, "/cases", "application/json", JSON.stringify(begin));
        assert.equal(made, 201, JSON.stringify(answer));
    }
}

const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim());

const row = (page) => page.evaluate(() => document.activeElement?.closest("tr")?.rowIndex);

test("a list is gone through, chosen from and explained by keys, and they can be turned off", () =>
    visit("/sign-in", async (page) => {
        await signIn(page);
        await begun(page, ["Liste 1", "Liste 2"]);
        await page.goto("/tasks?tab=units");
        await accessible(page);
        await page.keyboard.press("j");
        assert.equal(await row(page), 1);
        await page.keyboard.press("j");
        assert.equal(await row(page), 2);
        const outlined = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
        assert.notEqual(outlined, "none", "where one is, is seen");
        await page.keyboard.press("k");
        assert.equal(await row(page), 1);
        await page.keyboard.press("x");
        assert.equal(await page.locator("tbody input[type=checkbox]:checked").count(), 1);
        await page.keyboard.press("?");
        assert.ok(await page.locator("dialog#keys").isVisible());
        await accessible(page);
        await page.keyboard.press("j");
        await page.locator("dialog#keys [data-keys-on]").uncheck();
        await page.keyboard.press("Escape");
        await page.locator("h1").click();
        await page.keyboard.press("?");
        assert.ok(!(await page.locator("dialog#keys").isVisible()), "turned off");
        await page.reload();
        await page.keyboard.press("?");
        assert.ok(!(await page.locator("dialog#keys").isVisible()), "and it stays so");
        await page.locator("[data-keys-open]").click();
        await page.locator("dialog#keys [data-keys-on]").check();
        await page.locator("dialog#keys form button").click();
        await page.locator("#tag").fill("jk?x");
        assert.equal(await page.locator("#tag").inputValue(), "jk?x", "in a field they are letters");
        await page.locator("h1").click();
        await page.keyboard.press("j");
        const title = await focused(page);
        await page.keyboard.press("Enter");
        await page.waitForURL("**/cases/**");
        assert.equal((await page.textContent("h1")).trim(), title);
    }));

for (const [name, options] of [
    ["with scripts", {}],
    ["without scripts", { javaScriptEnabled: false }],
    ["on a narrow screen", { viewport: NARROW }],
]) {
    test(`notes, lists with a name, files and the week work ${name}`, () =>
        visit("/sign-in", async (page) => {
            const scripts = options.javaScriptEnabled !== false;
            const good = async () => {
                if (scripts) {
                    await accessible(page);
                    await fitsAcross(page);
                }
            };
            await signIn(page);
            if (scripts) await begun(page, [`Uge ${name}`]);
            await page.goto("/tasks?tab=units");
            await good();
            await page.locator("tbody a[href*='/mark?']").first().click();
            await good();
            await page.fill("#tags", "ring");
            await page.locator("main form button").click();
            await page.waitForURL("**/tasks?**");
            assert.match(await page.textContent("#list"), /ring/);
            await page.locator(".own-lists summary").click();
            await page.fill(".own-lists #name", `Min ${name}`);
            await page.locator(".own-lists form button").click();
            await page.waitForURL("**/tasks?tab=units");
            assert.match(await page.textContent(".own-lists"), new RegExp(`Min ${name}`));
            await page.locator("tbody input[type=checkbox] + label").first().click();
            await page.locator("#hand-on button").click();
            await page.waitForURL("**/tasks/hand-on?**");
            await good();
            assert.equal(await page.locator("tbody tr").count(), 1);
            await page.goto("/week?units=true");
            await good();
            await page.locator("a[rel=next]").click();
            await page.waitForURL("**/week?week=**");
            await good();
            await page.goto("/lists");
            await good();
        }, options));
}
