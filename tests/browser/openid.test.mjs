// Signing in at a real OpenID provider, in a real browser.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { NARROW, accessible, fitsAcross, visit } from "./browser.mjs";
import { person, start } from "./program.mjs";
import { OTHER_CLIENT, SECRET, signingKey, startProvider, tokenOf } from "./provider.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const path = process.env.SAMSPIL_PROGRAM ?? join(here, "../../target/debug/samspil");

/** Another administrator: whoever sets a provider up does not approve it. */
const SECOND = "anden-administrator";

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
/** Another provider that signs with the same key. */
let stranger;
const options = (more = {}) => ({ baseURL: program.url, also: [provider.issuer], ...more });

before(async () => {
    program = await start(path, {}, ["--outward-loopback"]);
    const second = ["person", SECOND, "--name", "Anden Administrator", "--role", "administrator", "--stdin"];
    program.command(["account", "add", ...second], `${person.password}\n`);
    const key = signingKey();
    provider = await startProvider(program.url, ACCOUNTS, key);
    stranger = await startProvider(program.url, ACCOUNTS, key);
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
    stranger?.stop();
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

/** Runs something while the provider's clock, which is this program's, is some hours behind. */
async function hoursAgo(hours, run) {
    const { now } = Date;
    Date.now = () => now() - hours * 3_600_000;
    try {
        return await run();
    } finally {
        Date.now = now;
    }
}

const OWN = () => `${program.url}/sign-in/openid`;

// Each is truly signed by the provider's key: only what it says is not what was asked for.
for (const [fault, token] of [
    ["issuer", (nonce) => tokenOf(stranger.issuer, "samspil", OWN(), nonce, "17")],
    ["audience", (nonce) => tokenOf(provider.issuer, OTHER_CLIENT, `${program.url}/andet`, nonce, "17")],
    ["nonce", () => tokenOf(provider.issuer, "samspil", OWN(), "fra-en-anden-gang", "17")],
    ["expired", (nonce) => hoursAgo(2, () => tokenOf(provider.issuer, "samspil", OWN(), nonce, "17"))],
    ["signature", async (nonce) => {
        const [head, claims, signature] = (await tokenOf(provider.issuer, "samspil", OWN(), nonce, "17")).split(".");
        const other = JSON.parse(Buffer.from(claims, "base64url"));
        return [head, Buffer.from(JSON.stringify({ ...other, sub: "18" })).toString("base64url"), signature].join(".");
    }],
]) {
    test(`a token that is not the one that was asked for signs nobody in: ${fault}`, () =>
        visit("/sign-in", async (page) => {
            const asked = page.waitForRequest((request) => request.url().startsWith(`${provider.issuer}/auth?`));
            await page.click("text=Medarbejder i Prøvekommune");
            const nonce = new URL((await asked).url()).searchParams.get("nonce");
            assert.ok(nonce, "the program asks for a token that belongs to this sign-in");
            await page.waitForURL(`${provider.issuer}/ask/**`);
            const swapped = await token(nonce);
            provider.answers.token = (answer) => ({ ...answer, id_token: swapped });
            try {
                await page.fill("[name=who]", "17");
                await page.click("button");
                await page.waitForURL(`${program.url}/sign-in/openid**`);
            } finally {
                delete provider.answers.token;
            }
            assert.match(await page.textContent(".alert-error"), /kan ikke bruges/);
            await accessible(page);
            await page.goto("/cases");
            assert.equal(new URL(page.url()).pathname, "/sign-in");
            assert.match(program.said().trimEnd().split("\n").at(-1), new RegExp(`the token: ${fault}`));
        }, options()));
}

/** Somebody signs in with the password of the tests. */
async function byPassword(page, login) {
    await page.goto("/sign-in");
    await page.fill("#login", login);
    await page.fill("#password", person.password);
    await page.press("#password", "Enter");
    await page.waitForURL((url) => url.pathname !== "/sign-in");
}

for (const [name, more] of [
    ["without scripts", { javaScriptEnabled: false }],
    ["on a narrow screen", { viewport: NARROW }],
]) {
    test(`a provider that two administrators set up on the page signs people in ${name}`, async () => {
        const button = `Nye folk ${name}`;
        const scripts = more.javaScriptEnabled !== false;
        await visit("/sign-in", async (page) => {
            await byPassword(page, person.login);
            await page.goto("/sign-in-providers/new");
            if (scripts) await accessible(page);
            await fitsAcross(page);
            await page.fill("#name", `nye-${name.length}`);
            await page.fill("#title_da", button);
            await page.fill("#title_en", button);
            await page.selectOption("#meant_for", "staff");
            await page.fill("#issuer", "https://127.0.0.1:1");
            await page.fill("#client_id", "samspil");
            await page.fill("#secret", SECRET);
            await page.fill("#mapping", "people: {made: true}\ngives:\n  - roles: [boss]\n");
            await page.click("button[value=propose]");
            assert.match(await page.textContent("main"), /gives\/0\/roles\/0/);
            if (scripts) await accessible(page);
            await page.fill("#mapping", "scopes: [profile]\npeople: {made: true}\ngives:\n  - roles: [staff]\n");
            await page.click("button[value=try]");
            assert.match(await page.textContent("main .alert-error"), /svarer ikke|lukket net/);
            await page.fill("#issuer", provider.issuer);
            await page.fill("#secret", SECRET);
            await page.click("button[value=try]");
            assert.match(await page.textContent("main .alert-success"), /svarer og passer/);
            await page.fill("#secret", SECRET);
            await page.click("button[value=propose]");
            await page.waitForURL(`${program.url}/sign-in-providers`);
            if (scripts) await accessible(page);
            await fitsAcross(page);
        }, options(more));
        await visit("/sign-in", async (page) => {
            await byPassword(page, SECOND);
            await page.goto("/sign-in-providers");
            if (scripts) await accessible(page);
            await page.click("form[action*='/approve'] button");
            await page.waitForURL(`${program.url}/sign-in-providers`);
            await page.goto(`/sign-in-providers/of/nye-${name.length}`);
            assert.equal(await page.inputValue("#name"), `nye-${name.length}`);
            if (scripts) await accessible(page);
            await fitsAcross(page);
        }, options(more));
        await visit("/sign-in", async (page) => {
            await page.click(`text=${button}`);
            await page.waitForURL(`${provider.issuer}/ask/**`);
            await page.fill("[name=who]", "17");
            await page.click("button");
            await page.waitForURL(`${program.url}/**`);
            assert.match(await page.textContent(".user"), /Rådgiver Sytten/);
        }, options(more));
    });
}
