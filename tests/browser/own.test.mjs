// A case from the citizen's side: they sign in and land on their cases, add a point to the agenda and consent; a relative sees the
// case by that consent, and loses it at once, also with the page open.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { NARROW, accessible, fitsAcross, signIn, visit } from "./browser.mjs";
import { person, start } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const path = process.env.SAMSPIL_PROGRAM ?? join(here, "../../target/debug/samspil");
const FLOW = readFileSync(join(here, "../../api/tests/api/own.yaml"), "utf8");

/** The citizen and the relative, who sign in with a password here; in a municipality the citizen comes by a provider. */
const CITIZEN = "borger";
const RELATIVE = "paaroerende";

/** The pages of a case, by the end of their addresses. */
const PARTS = ["", "/plan", "/meetings", "/letters", "/consents"];

let program;
let people;
const options = (more = {}) => ({ baseURL: program.url, ...more });

/** Asks the API as the caseworker; what it answers. */
async function ask(path, method, body, type = "application/json") {
    const headers = {
        authorization: `Bearer ${program.token}`,
        "content-type": type,
        "idempotency-key": crypto.randomUUID(),
    };
    const answer = await fetch(`${program.url}/api/v1${path}`, { method, headers, body });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text || "null");
}

before(async () => {
    program = await start(path);
    people = {};
    for (const [login, name] of [
        [CITIZEN, "Bodil Borger"],
        [RELATIVE, "Pia Pårørende"],
    ]) {
        const words = ["account", "add", "person", login, "--name", name, "--stdin"];
        people[login] = program.command(words, `${person.password}\n`).person;
    }
    await ask("/flows", "POST", FLOW, "application/yaml");
});

after(() => program?.stop());

/** A case of its own for a test; its address. */
async function begun(title) {
    const unit = (await ask("/units", "GET"))[0].unit;
    const parties = {
        caseworker: [{ unit }],
        team_leader: [{ unit }],
        citizen: [{ person: people[CITIZEN] }],
        relative: [{ person: people[RELATIVE] }],
    };
    const begin = { flow: "own", title, parties, data: {} };
    const { case: id } = await ask("/cases", "POST", JSON.stringify(begin));
    const data = { meeting: { place: "Biblioteket" }, plan: { goal: "Handle selv" } };
    await ask(`/cases/${id}/tasks/invite/complete`, "POST", JSON.stringify({ data }));
    return `/cases/${id}/own`;
}

/** Adds a point to the agenda in the form on the page with the meetings. */
async function addPoint(page, own, text) {
    await page.goto(`${own}/meetings`);
    const form = page.locator("form[action*='/tasks/add_point']");
    await form.locator("textarea").fill(text);
    await form.locator("button").click();
    await page.waitForURL(`**${own}/meetings`);
    assert.match(await page.textContent("main"), new RegExp(text));
}

/** Consents to the relative. */
async function consent(page, own) {
    await page.goto(`${own}/consents`);
    await page.locator("label:has-text('Pårørende'), label:has-text('Relative')").first().click();
    await page.click("form[action*='give-consent'] button");
    await page.waitForURL(`**${own}/consents`);
}

for (const [name, more] of [
    ["on a wide screen", {}],
    ["on a narrow screen", { viewport: NARROW }],
    ["in English", { locale: "en-GB" }],
    ["without scripts", { javaScriptEnabled: false }],
]) {
    test(`a citizen adds a point to the agenda and consents ${name}`, () =>
        visit("/sign-in", async (page) => {
            const title = `Sag ${name}`;
            const own = await begun(title);
            const looked = async () => {
                if (more.javaScriptEnabled !== false) await accessible(page);
                await fitsAcross(page);
            };
            await signIn(page, { as: CITIZEN, secret: person.password });
            await page.waitForURL("**/own");
            assert.match(await page.textContent("main"), new RegExp(title));
            assert.equal(await page.isVisible("nav >> text=Borgere"), false, "what staff have is not in the menu");
            await looked();
            await page.click(`main a:text-is("${title}")`);
            await page.waitForURL(`**${own}`);
            for (const part of PARTS) {
                await page.goto(`${own}${part}`);
                await looked();
            }
            await addPoint(page, own, "Hvor kan jeg bo");
            await addPoint(page, own, "Cykel til arbejde");
            await looked();
            await consent(page, own);
            assert.ok(await page.isVisible("form[action*='withdraw-consent'] button"));
            await looked();
            await page.goto(`${own.replace(/own$/, "looked")}`);
            await looked();
        }, options(more)));
}

for (const [name, more] of [
    ["with scripts", {}],
    ["without scripts", { javaScriptEnabled: false }],
    ["on a narrow screen", { viewport: NARROW }],
]) {
    test(`a relative whose consent ends loses sight at once ${name}`, () =>
        visit("/sign-in", async (page) => {
            const title = `Samtykke ${name}`;
            const own = await begun(title);
            await signIn(page, { as: CITIZEN, secret: person.password });
            await page.waitForURL("**/own");
            await consent(page, own);

            await visit("/sign-in", async (relative) => {
                await signIn(relative, { as: RELATIVE, secret: person.password });
                await relative.waitForURL("**/own");
                await relative.click(`main a:text-is("${title}")`);
                await relative.waitForURL(`**${own}`);
                assert.match(await relative.textContent("h1"), new RegExp(title));
                await fitsAcross(relative);

                await page.click("form[action*='withdraw-consent'] button");
                await page.waitForURL(`**${own}/consents`);

                await relative.click("nav.tab-links a[href$='/meetings']");
                const told = await relative.textContent("main");
                assert.match(told, /Du har ikke gjort noget galt/);
                assert.doesNotMatch(told, new RegExp(title));
                if (more.javaScriptEnabled !== false) await accessible(relative);
                await fitsAcross(relative);
                await relative.click("main a");
                await relative.waitForURL("**/own");
                assert.doesNotMatch(await relative.textContent("main"), new RegExp(title));
            }, options(more));
        }, options(more)));
}
