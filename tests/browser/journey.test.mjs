// What each kind of user goes through, from the application to the end of the help, with a clock that is moved between the
// days. Who signs in stays signed in: each has a window of their own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, contextOf } from "./browser.mjs";
import { STAFF, TODAY, enter } from "./demo.mjs";
import { complete, write } from "./forms.mjs";

const demo = process.env.SAMSPIL_DEMO_URL;

/** How long a page waits for what should be there, in milliseconds. */
const PATIENCE = 15_000;

const windows = {};
before(async () => {
    for (const login of [...Object.values(STAFF), "bertram"]) {
        const context = await contextOf({ baseURL: demo });
        await enter(context, login);
        context.setDefaultTimeout(PATIENCE);
        windows[login] = await context.newPage();
    }
});
after(() => Promise.all(Object.values(windows).map((page) => page.context().close())));

let now = new Date(`${TODAY}T10:00:00+01:00`);

/** Moves the clock so many days on; everything happens on the way that is due, and sessions end, so that all sign in anew. */
async function pass(days) {
    now = new Date(now.getTime() + days * 24 * 3_600_000);
    const answer = await windows.gerda.context().request.post("/api/v1/test-clock", {
        data: { to: now.toISOString() },
        headers: { "idempotency-key": crypto.randomUUID() },
        timeout: 120_000,
    });
    assert.equal(answer.status(), 200, await answer.text());
    for (const [login, page] of Object.entries(windows)) await enter(page.context(), login);
}

/** The day, as people write it. */
const day = (after = 0) => {
    const at = new Date(now.getTime() + after * 24 * 3_600_000);
    return `${at.getUTCDate()}.${at.getUTCMonth() + 1}.${at.getUTCFullYear()}`;
};

/** Who has which part in a case. */
const PARTIES = {
    team_leader: "Samspilkøbing Kommune, Voksenrådgivningen",
    head: "Samspilkøbing Kommune, Voksenrådgivningen",
    provider: "Bostøtten Fyrtårnet, Nord",
    provider_leader: "Bostøtten Fyrtårnet, Nord",
};

/** Begins a case as the caseworker, for a provider; its address. */
async function begun(title, press = (button) => button.click()) {
    const page = windows.asta;
    await page.goto("/cases/new");
    await page.click("a:has-text('Social indsats til voksne')");
    await page.fill("[name=title]", title);
    for (const [party, unit] of Object.entries(PARTIES)) {
        await page.selectOption(`[name=unit-${party}]`, { label: unit });
    }
    await press(page.locator("main .button-group button[value='complete']"));
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    return new URL(page.url()).pathname;
}

const registered = () => ({
    "application.received_on": day(),
    "application.channel": "letter",
    "application.legal_basis": "s85",
    "application.elder_act_checked": "true",
    "application.answer_by": day(56),
});

let course;

test("a caseworker takes an application to an order", async () => {
    const { asta } = windows;
    course = await begun("Rejsen fra ansøgning til bestilling");
    await complete(asta, course, "register", registered());
    await complete(asta, course, "first_talk", {
        "contact.talked_on": day(),
        "contact.wishes": "Jeg vil kunne klare mig selv om aftenen",
        "contact.consent": "refused",
        "contact.supporter_offered": "true",
    });
    await complete(asta, course, "score_themes", {
        "assessment.themes.0.theme": "Praktiske opgaver",
        "assessment.themes.0.score": "2",
        "assessment.themes.0.source": "citizen",
    });
    await complete(asta, course, "evaluate", {
        "assessment.overall": "Der er brug for støtte til at få aftenen til at hænge sammen",
        "assessment.support_need": "2",
        "assessment.purpose": "En rolig aften",
        "assessment.adverse_facts": "false",
        "plan.goals.0.goal": "Lave aftensmad tre gange om ugen",
        "plan.goals.0.theme": "Praktiske opgaver",
        "plan.goals.0.target": "1",
        "plan.goals.0.kind": "develop",
    });
    await complete(asta, course, "decide_help", {
        "decision.outcome": "granted",
        "decision.decided_on": day(),
        "decision.received_on": day(),
        "decision.action_plan": "accepted",
    });
    await complete(asta, course, "send_order", {
        "order.to": "Bostøtten Fyrtårnet, Nord",
        "order.starts_on": day(7),
        "order.lines.0.goal": "Lave aftensmad tre gange om ugen",
        "order.lines.0.need": "Støtte om aftenen",
        "order.lines.0.intervention": "Bostøtte",
        "order.lines.0.weekly_hours": "3",
        "order.lines.0.rate": "465",
        "order.lines.0.rate_from": day(),
    });
    assert.match(await asta.textContent("main"), /Svar på bestillingen linje for linje/);
});

test("a provider answers, notes and writes the status, and the follow-up closes the case", async () => {
    const { asta, holger } = windows;
    await complete(holger, course, "answer_order", { "order.lines.0.answer": "accepted" });
    await holger.goto(`${course}/tasks/start_meeting`);
    for (const list of ["attendance", "expectations"])
        for (let rows = 0; rows < 2; rows += 1) await holger.click(`button[value='add f-start-${list}']`);
    const corners = ["citizen", "authority", "provider"].flatMap((corner, row) => [
        [`start.attendance.${row}.corner`, corner],
        [`start.attendance.${row}.came`, "attended"],
        [`start.expectations.${row}.whose`, corner],
        [`start.expectations.${row}.words`, "At det bliver roligere"],
        [`start.expectations.${row}.agreed`, "De samme to personer"],
    ]);
    await write(holger, { "start.met_on": day(), "start.relatives": "none", "start.agreements": "Vi begynder stille", ...Object.fromEntries(corners) });
    await holger.locator("main .button-group button[value='complete']").click();
    await holger.waitForURL((url) => !url.pathname.includes("/tasks/"));
    await complete(holger, course, "set_sub_goals", {
        "delivery.sub_goals.0.goal": "Lave aftensmad tre gange om ugen",
        "delivery.sub_goals.0.sub_goal": "Handle ind sammen",
        "delivery.sub_goals.0.activity": "Indkøb om mandagen",
    });
    // Six weeks before the first follow-up the status opens, three months from the start.
    await pass(7 + 91 - 35);
    await complete(holger, course, "daily_note", {
        "delivery.note_goal": "Lave aftensmad tre gange om ugen",
        "delivery.note": "Vi lavede suppe",
    });
    await complete(holger, course, "status_report", {
        "status.written_on": day(),
        "status.summary": "Det går, som det skal",
        "order.lines.0.delivered": "same",
    });
    await pass(21);
    await complete(asta, course, "follow_up_meeting", {
        "follow_up.held_on": day(),
        "follow_up.assessment": "Målet er nået",
        "follow_up.outcome": "ends",
    });
    await complete(asta, course, "check_standstill", { "closing.on_list": "false" });
    await complete(asta, course, "close_help", {
        "closing.decided_on": day(),
        "closing.ends_on": day(28),
        "closing.reasons": "Borgeren klarer sig selv",
    });
    await complete(holger, course, "hand_on", { "closing.handed_on": "Madplanen er borgerens egen" });
    await asta.goto(course);
    assert.match(await asta.textContent(".case-head"), /[Aa]fsluttet|[Ll]ukket/);
});

test("two people take one task: the second is told, and what the first does stands", async () => {
    const { asta, bertram } = windows;
    const at = await begun("To om én opgave");
    await bertram.goto(`${at}/tasks/register`);
    await asta.goto(`${at}/tasks/register`);
    await asta.click("form[action$='/claim'] button");
    await bertram.click("form[action$='/claim'] button");
    assert.match(await bertram.textContent("main"), /taget af en anden/);
    await bertram.goto(`${at}/tasks/register`);
    assert.match(await bertram.textContent("main"), /Asta Prøvesen/);
    assert.equal(await bertram.locator("form[action$='/claim']").count(), 0);
    await asta.goto(`${at}/tasks/register`);
    assert.ok(await asta.isVisible("form[action$='/release'] button"));
});

test("a form that is sent twice does its work once", async () => {
    const { asta } = windows;
    const title = "Sendt to gange";
    await begun(title, (button) => button.dblclick());
    await asta.goto("/cases");
    assert.equal(await asta.locator(`main a:has-text("${title}")`).count(), 1);
    const at = await begun("Opgaven sendt to gange");
    await asta.goto(`${at}/tasks/register`);
    await write(asta, registered());
    const form = await asta.$eval("form.task-form", (form) => Object.fromEntries(new FormData(form)));
    const answers = [];
    for (let times = 0; times < 2; times += 1) {
        const answer = await asta.context().request.post(`${at}/tasks/register`, { form: { ...form, do: "complete" }, maxRedirects: 0 });
        answers.push(answer.status());
    }
    assert.deepEqual(answers, [303, 303]);
    await asta.goto(`${at}/history`);
    const lines = (await asta.textContent("main")).match(/Registrér ansøgningen og send kvittering/g);
    assert.ok(lines.length >= 1);
    await asta.goto(at);
    assert.equal(await asta.locator("#item-register .state-done").count(), 1);
});

test("an administrator tunes a deadline, sees what moves before it does, and takes it back", async () => {
    const { gerda } = windows;
    await gerda.goto("/tunings/clocks/voksen-bum/register");
    const before = await gerda.inputValue("[name=lasts]");
    await gerda.fill("[name=lasts]", "5 working days");
    await gerda.click("button[value=preview]");
    assert.match(await gerda.textContent("main"), /Forhåndsvisning|flytte/i);
    assert.notEqual(before, "5 working days");
    await gerda.fill("[name=why]", "Posten er længere undervejs");
    await gerda.click("button[value=apply]");
    await gerda.waitForURL("**/tunings");
    assert.match(await gerda.textContent("main"), /Posten er længere undervejs/);
    const back = gerda.locator("a[href^='/tunings/back/']").first();
    await back.click();
    await gerda.fill("[name=why]", "Posten kommer til tiden igen");
    await gerda.click("main form button.button-primary");
    await gerda.waitForURL("**/tunings");
    assert.match(await gerda.textContent("main"), /Posten kommer til tiden igen/);
});

/** Where everything on a page lies. */
const boxes = (page) =>
    page.$$eval("main *, footer *", (all) => all.map((one) => Object.values(one.getBoundingClientRect().toJSON()).map(Math.round).join(" ")));

test("a deadline is missed, and it escalates live on the leader's screen, where nothing moves", async () => {
    const { asta, elna } = windows;
    const title = "Fristen der blev overskredet";
    const at = await begun(title);
    await elna.goto("/inbox");
    assert.equal(await elna.locator(`main :text("${title}")`).count(), 0);
    await asta.goto(at);
    const before = { elna: await boxes(elna), asta: await boxes(asta) };
    await pass(7);
    // A list asks how it reads now once in ten seconds at most.
    await elna.waitForSelector("#live a", { timeout: 2 * PATIENCE });
    await asta.waitForSelector("#live a");
    assert.deepEqual({ elna: await boxes(elna), asta: await boxes(asta) }, before);
    await accessible(elna);
    await elna.click("#live a");
    await elna.waitForSelector(`main :text("${title}")`);
    assert.equal(await elna.locator("#live a").count(), 0);
    await asta.click("#live a");
    assert.match(await asta.textContent("main"), /overskredet/i);
});
