// Signing in at a real OpenID provider, in a real browser.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { NARROW, accessible, fitsAcross, visit } from "./browser.mjs";
import { start } from "./program.mjs";
import { SECRET, startProvider } from "./provider.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const path = process.env.SAMSPIL_PROGRAM ?? join(here, "../../target/debug/samspil");

const ACCOUNTS = {
    17: { name: "Rådgiver Sytten", groups: ["sagsbehandlere", "andre"] },
    18: { name: "Uden Rolle", groups: ["andre"] },
};

const FILE = (issuer) => `
name: medarbejdere
title: {da: Medarbejder i Prøvekommune, en: Staff of Prøvekommune}
issuer: ${issuer}
client_id: samspil
scopes: [profile]
people: {made: true}
gives:
  - when: {claim: groups, is: sagsbehandlere}
    roles: [staff]
    unit: Voksenmyndighed
    acts_as: [caseworker]
`;

let program;
let provider;
const options = (more = {}) => ({ baseURL: program.url, also: [provider.issuer], ...more });

before(async () => {
    program = await start(path, {}, ["--outward-loopback"]);
    provider = await startProvider(program.url, ACCOUNTS);
    const file = join(program.folder, "login.yaml");
    await writeFile(file, FILE(provider.issuer));
    const checked = await program.aside(["login", "check", file, "--outward-loopback"]);
    assert.equal(checked.keys, 1);
    assert.equal(checked.signs_out, true);
    assert.deepEqual(program.command(["login", "set", file, "--secret"], `${SECRET}\n`), {
        provider: "medarbejdere",
        secret: true,
    });
});

after(async () => {
    provider?.stop();
    await program?.stop();
});

async function toProvider(page, who) {
    await page.click("text=Medarbejder i Prøvekommune");
    await page.waitForURL(`${provider.issuer}/ask/**`);
    await page.fill("[name=who]", who);
    await page.click("button");
}

for (const [name, more] of [
    ["with scripts", {}],
    ["without scripts", { javaScriptEnabled: false }],
    ["on a narrow screen", { viewport: NARROW }],
]) {
    test(`signing in at a provider and out again ${name}`, () =>
        visit("/cases", async (page) => {
            assert.equal(new URL(page.url()).pathname, "/sign-in");
            if (more.javaScriptEnabled !== false) await accessible(page);
            await fitsAcross(page);
            await toProvider(page, "17");
            await page.waitForURL(`${program.url}/cases`);
            assert.match(await page.textContent(".user"), /Rådgiver Sytten/);
            assert.ok(await page.isVisible("nav >> text=Borgere"), "the role that the provider gives");
            await page.goto("/settings");
            assert.equal(await page.isVisible("#code-app"), false, "the provider asks for the second factor");

            await page.click("text=Log ud");
            await page.waitForURL(`${provider.issuer}/**`);
            await page.click("text=Log ud her også");
            await page.waitForURL(`${program.url}/sign-in**`);
            await page.goto("/cases");
            assert.equal(new URL(page.url()).pathname, "/sign-in");
            await page.click("text=Medarbejder i Prøvekommune");
            await page.waitForURL(`${provider.issuer}/ask/**`);
        }, options(more)));
}

test("who is given nothing, and who is refused there, is not let in", () =>
    visit("/sign-in", async (page) => {
        await toProvider(page, "18");
        await page.waitForURL(`${program.url}/sign-in/openid**`);
        assert.match(await page.textContent(".alert-error"), /Du har ingen rolle her/);
        await accessible(page);
        await page.context().clearCookies();
        await page.goto("/sign-in");
        await toProvider(page, "nobody");
        await page.waitForURL(`${program.url}/sign-in/openid**`);
        assert.match(await page.textContent(".alert-error"), /Du blev ikke logget ind/);
    }, options()));

test("an answer is taken once, and from the browser that asked", () =>
    visit("/sign-in", async (page) => {
        await page.click("text=Medarbejder i Prøvekommune");
        await page.waitForURL(`${provider.issuer}/ask/**`);
        // Followed by hand, so that the answer is held before the browser takes it along.
        const { request } = page.context();
        let step = await request.post(page.url(), { form: { who: "17" }, maxRedirects: 0 });
        let answer = step.headers().location;
        while (answer.startsWith(provider.issuer)) {
            step = await request.get(answer, { maxRedirects: 0 });
            answer = step.headers().location;
        }
        assert.ok(answer.startsWith(`${program.url}/sign-in/openid?code=`), answer);
        const stranger = await fetch(answer, { headers: { accept: "text/html" } });
        assert.equal(stranger.status, 400);
        assert.match(await stranger.text(), /begyndte i en anden browser/);

        await page.goto(answer);
        assert.equal(page.url(), `${program.url}/tasks`);
        const again = await page.goto(answer);
        assert.equal(again.status(), 400);
        assert.match(await page.textContent(".alert-error"), /Prøv igen/);
    }, options()));
