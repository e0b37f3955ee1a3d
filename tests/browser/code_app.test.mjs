// A second factor and links that are opened once, in a real browser.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { NARROW, accessible, fitsAcross, signIn, visit } from "./browser.mjs";
import { person, start } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const path = process.env.SAMSPIL_PROGRAM ?? join(here, "../../target/debug/samspil");

/** Half a minute in milliseconds: how long a code counts. */
const STEP = 30_000;

const FLOW = `samspil: 1
flow: survey
title: {da: Spørgeskema, en: Survey}
parties:
  caseworker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
  citizen: {title: {da: Borger, en: Citizen}, side: citizen}
data:
  answer:
    wishes: {type: text, title: {da: Ønsker, en: Wishes}, seen_by: everyone}
does:
  tell: {task: {da: Fortæl os det, en: Tell us}, by: citizen, fills: [answer.wishes]}
`;

let program;
let case_;
const options = (more = {}) => ({ baseURL: program.url, ...more });

/** What a code app shows, so many half minutes from now (RFC 6238). */
function code(letters, later = 0) {
    const bits = [...letters.replaceAll(" ", "")]
        .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
        .join("");
    const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const step = Buffer.alloc(8);
    step.writeBigInt64BE(BigInt(Math.floor(Date.now() / STEP) + later));
    const tag = createHmac("sha1", secret).update(step).digest();
    const number = tag.readUInt32BE(tag[19] & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
}

async function ask(method, place, body, type = "application/json") {
    const headers = {
        authorization: `Bearer ${program.token}`,
        "content-type": type,
        "idempotency-key": randomUUID(),
    };
    const answer = await fetch(`${program.url}/api/v1${place}`, { method, headers, body });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${place}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
}

function made(login, ...more) {
    const words = ["account", "add", "person", login, "--name", `Navn ${login}`, ...more];
    return program.command([...words, "--link", "--public-url", program.url]);
}

before(async () => {
    program = await start(path);
    await ask("POST", "/flows", FLOW, "application/yaml");
    const [unit] = await ask("GET", "/units");
    const citizen = made("borger").person;
    const parties = { caseworker: [{ unit: unit.unit }], citizen: [{ person: citizen }] };
    const begun = await ask("POST", "/cases", JSON.stringify({ flow: "survey", title: "Sag et", parties }));
    case_ = begun.case;
});

after(() => program?.stop());

/** Chooses a password at the end of a link. */
async function choose(page, secret) {
    await page.fill("#new", secret);
    await page.fill("#again", secret);
    await page.click("main button");
}

for (const [name, more] of [
    ["with scripts", {}],
    ["without scripts", { javaScriptEnabled: false }],
    ["on a narrow screen", { viewport: NARROW }],
]) {
    const look = async (page) => {
        if (more.javaScriptEnabled !== false) await accessible(page);
        await fitsAcross(page);
    };

    test(`a code app is taken into use and asked for ${name}`, async () => {
        const login = `kode-${randomUUID().slice(0, 8)}`;
        const secret = "valgt-hest-batteri";
        const { link } = made(login, "--role", "staff");
        await visit(link, async (page) => {
            await look(page);
            await choose(page, "kort");
            assert.match(await page.textContent("#new-error"), /mindst 12/i);
            await choose(page, secret);
            await page.goto("/settings");
            await page.fill("#code_password", secret);
            await page.click("#code-app ~ form button[value=begin]");
            await look(page);
            assert.ok(await page.isVisible("svg[role=img]"));
            const letters = await page.textContent("#code-letters");
            await page.fill("#code", "000000");
            await page.click("main form button");
            assert.equal(await page.textContent("#code-letters"), letters);
            await page.fill("#code", code(letters));
            await page.click("main form button");
            const codes = await page.locator("#recovery-codes code").allTextContents();
            assert.equal(codes.length, 10);
            await look(page);
            await page.click("text=Jeg har gemt dem");
            await look(page);

            await page.click("text=Log ud");
            await signIn(page, { as: login, secret });
            assert.equal(new URL(page.url()).pathname, "/sign-in/code");
            await look(page);
            await page.goto("/tasks");
            assert.equal(new URL(page.url()).pathname, "/sign-in", "half is nothing");
            await page.goto("/sign-in/code");
            await page.fill("#code", "123");
            await page.click("main button");
            assert.match(await page.textContent("#code-error"), /forkert eller brugt/);
            await page.fill("#code", code(letters, 1));
            await page.click("main button");
            assert.equal(new URL(page.url()).pathname, "/tasks");

            await page.click("text=Log ud");
            await signIn(page, { as: login, secret });
            await page.fill("#code", codes[3]);
            await page.click("main button");
            assert.equal(new URL(page.url()).pathname, "/tasks");
            await page.goto("/settings");
            assert.match(await page.textContent("main"), /9 nødkoder tilbage/);
            const used = await page.goto(link);
            assert.equal(used.status(), 404, "a link is opened once");
        }, options(more));
    });
}

test("an administrator who must have a code app takes one into use to get in", async () => {
    const terms = { idle_minutes: 60, longest_hours: 8 };
    await ask("PUT", "/sign-in-terms", JSON.stringify({ ...terms, administrators_need_code: true }));
    const { link } = made("chef", "--role", "administrator");
    await visit(link, async (page) => {
        await choose(page, "valgt-hest-batteri");
        assert.equal(new URL(page.url()).pathname, "/sign-in/enrol");
        await accessible(page);
        await fitsAcross(page);
        await page.fill("#code", code(await page.textContent("#code-letters")));
        await page.click("main form button");
        await page.click("text=Jeg har gemt dem");
        await page.goto("/incidents");
        assert.equal(await page.isVisible("main h1"), true);
        await page.click("text=Log ud");
    }, options({ viewport: NARROW }));
    await ask("PUT", "/sign-in-terms", JSON.stringify({ ...terms, administrators_need_code: false }));
});

test("a link into a case is made on its page and shows that case alone", () =>
    visit("/sign-in", async (page) => {
        await signIn(page, { as: person.login, secret: person.password });
        await page.goto(`/cases/${case_}`);
        await page.click("text=Links til sagen uden login");
        await accessible(page);
        await page.click("text=Lav et link");
        assert.match(await page.textContent("#who-error"), /Vælg, hvem det er til/);
        await page.check("#who-1");
        await page.click("text=Lav et link");
        const link = await page.inputValue("#link-address");
        await accessible(page);
        await fitsAcross(page);
        await visit(link, async (guest) => {
            await accessible(guest);
            await guest.reload();
            await guest.click("text=Åbn sagen >> nth=-1");
            assert.equal(new URL(guest.url()).pathname, `/cases/${case_}/own`);
            await accessible(guest);
            await guest.goto(`/cases/${case_}`);
            await accessible(guest);
            await guest.click("a.own-task");
            await guest.fill("textarea, input[type=text]", "Ro om morgenen");
            await guest.click("button[value=complete]");
            await guest.goto(`/cases/${case_}`);
            assert.match(await guest.textContent("main"), /Ro om morgenen/);
            const elsewhere = await guest.goto("/settings");
            assert.equal(elsewhere.status(), 404);

            await page.goto(`/cases/${case_}/links`);
            await page.click("form[action$='/end'] button");
            assert.match(await page.textContent("#messages"), /taget tilbage/);
            await guest.goto(`/cases/${case_}`);
            assert.equal(new URL(guest.url()).pathname, "/sign-in");
        }, options());
    }, options({ viewport: NARROW })));
