// The day's notes: a note takes at most three interactions, and a status opens with the notes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, accessible, fitsAcross, signIn, visit } from "./browser.mjs";

/** The most that a note may take (A9.1 in `flows/lines.csv`). */
const MAX_INTERACTIONS = 3;

/** A flow in which whoever signs in here writes notes about two goals. */
const FLOW = `samspil: 1
flow: notes
title: {da: Støtte hver dag, en: Support every day}
parties:
  caseworker: {title: {da: Udfører, en: Provider}, side: provider}
  team_leader: {title: {da: Leder, en: Leader}, side: provider, leads: caseworker}
data:
  plan:
    title: Plan
    words: {type: text, seen_by: everyone, title: {da: Borgerens egne ord, en: "The citizen's own words"}}
    purpose: {type: text, seen_by: everyone, title: {da: Formål, en: Purpose}}
    lines:
      title: {da: Mål, en: Goals}
      seen_by: everyone
      list:
        number: {type: text, title: {da: Nummer, en: Number}}
        goal: {type: text, title: {da: Mål, en: Goal}}
        activity: {type: text, optional: true, title: {da: Aktivitet, en: Activity}}
        note: {type: text, optional: true, title: {da: Hvad så vi, en: What we saw}}
        source: {type: choice, optional: true, of: {citizen: {da: Borgeren, en: The citizen}, staff: {da: Personalet, en: Staff}}, title: {da: Kilde, en: Source}}
chain: {wishes: plan.words, purpose: plan.purpose, goals: plan.lines.goal, activities: plan.lines.activity, notes: note, status: sum_up}
stages:
  day_by_day:
    title: {da: Dag for dag, en: Day by day}
    repeats: {each: plan.lines, key: number}
    does:
      note:
        task: {da: Skriv et notat, en: Write a note}
        by: caseworker
        repeats: {while: exists(plan.words)}
        fills: [plan.lines.note, plan.lines.source]
        done_when: exists(note) && exists(source)
does:
  sum_up: {task: {da: Skriv status, en: Write a status}, by: caseworker, repeats: {freely: true}}
closes: by_hand
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

/** A case with two goals; its address. */
async function begun(page, title) {
    const [status] = await ask(page, "/flows", "application/yaml", FLOW);
    assert.ok(status === 201 || status === 200, `${status}`);
    const unit = await page.evaluate(async () => (await (await fetch("/api/v1/units")).json())[0].unit);
    const lines = [
        { number: "L1", goal: "Sove om natten", activity: "Ro om aftenen" },
        { number: "L2", goal: "Handle selv" },
    ];
    const data = { plan: { words: "Jeg vil selv", purpose: "En rolig hverdag", lines } };
    const parties = { caseworker: [{ unit }], team_leader: [{ unit }] };
    const begin = { flow: "notes", title, parties, data };
    const [made, answer] = await ask(page, "/cases", "application/json", JSON.stringify(begin));
    assert.equal(made, 201, JSON.stringify(answer));
    return `/cases/${answer.case}`;
}

/** Writes a note in the first form of a citizen's; how many interactions it took: a field that is written in, a choice
 *  that is made, a button that is pressed. */
async function write(page, title, text) {
    let interactions = 0;
    const form = page.locator(`section.day-citizen:has-text("${title}") form`).first();
    await form.locator("textarea").fill(text);
    interactions += 1;
    await form.locator("label:has-text('Borgeren'), label:has-text('The citizen')").click();
    interactions += 1;
    await form.locator("button").click();
    interactions += 1;
    return interactions;
}

for (const [name, options] of [
    ["on a wide screen", {}],
    ["on a narrow screen", { viewport: NARROW }],
    ["in English", { locale: "en-GB" }],
]) {
    test(`a09_1_a_note_takes_at_most_three_interactions ${name}`, () =>
        visit("/sign-in", async (page) => {
            await signIn(page);
            const title = `Borger ${name}`;
            const address = await begun(page, title);
            await page.goto("/day");
            await accessible(page);
            await fitsAcross(page);
            const interactions = await write(page, title, "Sov hele natten");
            assert.ok(interactions <= MAX_INTERACTIONS, `${interactions}`);
            await page.waitForURL("**/day");
            await page.goto(`${address}/goals`);
            assert.match(await page.textContent("section.goal"), /Sov hele natten/);
            await accessible(page);
            await fitsAcross(page);
            await page.goto(`${address}/tasks/sum_up`);
            assert.match(await page.textContent("section[aria-labelledby='period']"), /Sov hele natten/);
            await accessible(page);
            await fitsAcross(page);
        }, options));
}
