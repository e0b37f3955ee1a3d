// A letter on paper: printed by the browser it is the letter alone, whole, on as many pages as it needs, and tagged for a
// screen reader.
import assert from "node:assert/strict";
import { test } from "node:test";
import { extractText, getDocumentProxy } from "unpdf";
import { signIn, visit } from "./browser.mjs";

/** How many paragraphs the long letter has: more than one page of A4 holds. */
const PARAGRAPHS = 60;

/** How often it is asked whether the letters are written: they are written behind what was done. */
const MAX_ASKED = 500;

const paragraph = (number) => `Afsnit ${number}: {{ talk.words }}`;
const long = Array.from({ length: PARAGRAPHS }, (_, number) => `      ${paragraph(number + 1)}\n`).join("\n");

/** A flow that sends a short letter and a long one. */
const FLOW = `samspil: 1
flow: printed
title: {da: Breve på papir, en: Letters on paper}
parties:
  caseworker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
data:
  talk:
    words: {type: text, seen_by: everyone, title: {da: Ord, en: Words}}
does:
  short: {task: {da: Skriv kort, en: Write briefly}, by: caseworker, fills: talk.words, letter: short}
  long: {task: {da: Skriv langt, en: Write at length}, by: caseworker, after: short, letter: long}
closes: by_hand
documents:
  short:
    title: {da: Vi har talt sammen, en: We have talked}
    text:
      da: |
        Kære borger

        ## Du sagde

        > {{ talk.words }}

        Venlig hilsen
  long:
    title: {da: Et langt brev, en: A long letter}
    text:
      da: |
${long.replaceAll(/^ {6}/gm, "        ")}
        Her slutter brevet.
`;

const WORDS = "Jeg vil gerne bo i min egen lejlighed, hvor der er ro om aftenen.";

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

/** A case whose two letters are written; their addresses. */
async function written(page) {
    const [published, flow] = await ask(page, "/flows", "application/yaml", FLOW);
    assert.equal(published, 201, JSON.stringify(flow));
    const units = await page.evaluate(async () => (await fetch("/api/v1/units")).json());
    const unit = (units.rows ?? units)[0].unit;
    const begin = { flow: "printed", title: "Sag", parties: { caseworker: [{ unit }] }, data: {} };
    const [begun, { case: id }] = await ask(page, "/cases", "application/json", JSON.stringify(begin));
    assert.equal(begun, 201);
    for (const [item, data] of [
        ["short", { talk: { words: WORDS } }],
        ["long", {}],
    ]) {
        const [done, answer] = await ask(page, `/cases/${id}/tasks/${item}/complete`, "application/json", JSON.stringify({ data }));
        assert.equal(done, 200, JSON.stringify(answer));
    }
    const letters = await page.evaluate(
        async ([id, most]) => {
            for (let asked = 0; asked < most; asked += 1) {
                const rows = await (await fetch(`/api/v1/cases/${id}/documents`)).json();
                const written = rows.filter((row) => row.is_written);
                if (written.length === 2) return written.map((row) => row.id);
            }
            return [];
        },
        [id, MAX_ASKED],
    );
    return letters.map((letter) => `/cases/${id}/documents/${letter}`);
}

/** What the page is on paper: its pages as text, and the file. */
async function printed(page) {
    const file = await page.pdf({ format: "A4", tagged: true });
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(file)));
    return { pages: text.map((page) => page.replaceAll(/\s+/g, " ")), file: file.toString("latin1") };
}

test("a letter is printed whole and alone, tagged, on as many pages as it needs", () =>
    visit("/", async (page) => {
        await signIn(page);
        const found = {};
        for (const address of await written(page)) {
            await page.goto(address);
            const title = await page.locator(".letter h1").innerText();
            found[title] = await printed(page);
        }
        assert.deepEqual(Object.keys(found).sort(), ["Et langt brev", "Vi har talt sammen"]);

        const short = found["Vi har talt sammen"];
        assert.equal(short.pages.length, 1);
        for (const words of ["Vi har talt sammen", "Kære borger", "Du sagde", WORDS, "Venlig hilsen"]) {
            assert.ok(short.pages[0].includes(words), words);
        }

        const long = found["Et langt brev"];
        assert.ok(long.pages.length >= 2 && long.pages.length <= 5, `${long.pages.length} pages`);
        const whole = long.pages.join(" ");
        for (let number = 1; number <= PARAGRAPHS; number += 1) {
            assert.ok(whole.includes(`Afsnit ${number}: ${WORDS}`), `paragraph ${number}`);
        }
        assert.ok(long.pages.at(-1).includes("Her slutter brevet."));

        for (const { pages, file } of [short, long]) {
            const whole = pages.join(" ");
            // What is for the screen stays there: the way back, what became of the letter, signing out.
            for (const words of ["Log ud", "Brødkrumme", "Mine opgaver", "Alle sager"]) {
                assert.ok(!whole.includes(words), `${words} in ${whole}`);
            }
            assert.ok(file.includes("/StructTreeRoot") && /\/Lang \(da/.test(file));
        }
    }));
