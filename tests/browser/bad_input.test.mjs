// What goes wrong in a real browser without anyone meaning harm: what is pasted, far too much, files of another kind, a sign-in
// that ran out or became another's in the middle of a form, the way back, two clicks, two tabs. Nothing that was typed is lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { begun } from "./begun.mjs";
import { accessible, signIn, visit } from "./browser.mjs";
import { complete, write } from "./forms.mjs";
import { COLLEAGUE, person, start } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.SAMSPIL_PROGRAM ?? join(here, "../../target/debug/samspil");

const DRAFT = "main .button-group button[value='draft']";
const COMPLETE = "main .button-group button[value='complete']";
const RECEIVED = "[name='f-application-received_on']";
const WISHES = "[name='f-contact-wishes']";

/** What the first task asks for. */
const REGISTERED = {
    "application.received_on": "24.11.2026",
    "application.channel": "letter",
    "application.legal_basis": "s85",
    "application.elder_act_checked": "true",
    "application.answer_by": "19.1.2027",
};

let server;
before(async () => {
    server = await start(program);
});
after(() => server.stop());

/** A case of its own, with the person signed in. */
const inCase = (use, options = {}) =>
    visit(
        "/sign-in",
        async (page) => {
            const at = await begun(server.url, server.token);
            await signIn(page, { as: person.login, secret: person.password });
            await page.waitForURL("**/tasks");
            await use(page, at);
        },
        { baseURL: server.url, ...options },
    );

/** Copies, on a page of another site, a text that is markup as well: what the browser itself makes of it there is nothing that
 *  ours did. */
async function copiedElsewhere(page, plain, html) {
    const elsewhere = "http://127.0.0.1:9";
    await page.context().grantPermissions(["clipboard-write"], { origin: elsewhere });
    const other = await page.context().newPage();
    await other.route(`${elsewhere}/`, (route) => route.fulfill({ contentType: "text/html", body: "<p>Et andet sted</p>" }));
    await other.goto(`${elsewhere}/`);
    await other.evaluate(async ([plain, html]) => {
        const of = (text, type) => new Blob([text], { type });
        const item = new ClipboardItem({ "text/plain": of(plain, "text/plain"), "text/html": of(html, "text/html") });
        await navigator.clipboard.write([item]);
    }, [plain, html]);
    await other.close();
    await page.bringToFront();
}

test("what is pasted and typed from anywhere stays as it was and is never markup", () =>
    inCase(async (page, at) => {
        await complete(page, at, "register", REGISTERED);
        const plain = "“Citat” – fra Word…\nmed skarpe tegn og ½ ©";
        const html = `<p class=MsoNormal>“Citat” – fra Word…<o:p></o:p></p><img src=x onerror="document.title='ramt'">`;
        const typed = "\u00a0og hårde mellemrum 👩🏽‍🦽🇩🇰 \u202etxt.exe\u202c \u2067שלום\u2069 </textarea><script>document.title='ramt'</script>";
        await page.goto(`${at}/tasks/first_talk`);
        await copiedElsewhere(page, plain, html);
        await page.focus(WISHES);
        await page.keyboard.press("Control+V");
        await page.keyboard.insertText(typed);
        assert.equal(await page.inputValue(WISHES), plain + typed);
        await page.click(DRAFT);
        await page.getByText("Kladden er gemt. Kun du").waitFor();
        assert.equal(await page.inputValue(WISHES), plain + typed);
        assert.doesNotMatch(await page.title(), /ramt/);
        await accessible(page);
    }));

test("a text that is far too long is refused at its field and stands there still", () =>
    inCase(async (page, at) => {
        await complete(page, at, "register", REGISTERED);
        await page.goto(`${at}/tasks/first_talk`);
        await page.fill(WISHES, "ø".repeat(150_000));
        await page.click(DRAFT);
        await page.waitForSelector(`${WISHES}[aria-invalid='true']`);
        assert.equal((await page.inputValue(WISHES)).length, 150_000);
        await accessible(page);
    }));

test("a file of another kind is refused where it was chosen", () =>
    inCase(async (page) => {
        await page.goto("/organisation/file");
        const buffer = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
        await page.setInputFiles("#file", { name: "billede.png", mimeType: "image/png", buffer });
        await page.click("form[action^='/organisation/file?'] button");
        assert.equal(await page.locator("main .alert-error").count(), 1);
        assert.ok(await page.isVisible("#file"));
        await accessible(page);
    }));

/** Loses the sign-in in the middle of a form, and signs somebody in in a tab of their own. */
async function signedInBeside(page, as) {
    await page.context().clearCookies({ name: "samspil" });
    const beside = await page.context().newPage();
    await signIn(beside, { as, secret: person.password });
    await beside.waitForURL((url) => url.pathname !== "/sign-in");
    await beside.close();
}

for (const [name, options] of [
    ["with scripts", {}],
    ["without scripts", { javaScriptEnabled: false }],
]) {
    test(`a sign-in that ran out in the middle of a form loses nothing ${name}`, () =>
        inCase(async (page, at) => {
            await page.goto(`${at}/tasks/register`);
            await page.fill(RECEIVED, "24.11.2026");
            await page.context().clearCookies({ name: "samspil" });
            await page.click(DRAFT);
            await page.getByText("Du er logget ud").waitFor();
            await signedInBeside(page, person.login);
            await page.getByRole("button", { name: "Send igen" }).click();
            await page.getByText("Kladden er gemt. Kun du").waitFor();
            assert.equal(await page.inputValue(RECEIVED), "24.11.2026");
        }, options));

    test(`a form that one person left open is not sent as the next ${name}`, () =>
        inCase(async (page, at) => {
            await page.goto(`${at}/tasks/register`);
            await page.fill(RECEIVED, "24.11.2026");
            await signedInBeside(page, COLLEAGUE);
            await page.click(DRAFT);
            await page.getByText("skrevet af en anden end den, der er logget ind nu").waitFor();
            assert.equal(await page.getByText("24.11.2026").count(), 0, "nobody else is shown it");
            if (options.javaScriptEnabled !== false) await accessible(page);
            // The writer comes back and sends it.
            await signedInBeside(page, person.login);
            await page.getByRole("button", { name: "Send igen" }).click();
            await page.getByText("Kladden er gemt. Kun du").waitFor();
            assert.equal(await page.inputValue(RECEIVED), "24.11.2026");
            const lines = await (await page.goto(`${at}/history`)).text();
            assert.ok(!lines.includes("Kaj Kollega"), "nothing was done as the other");
        }, options));
}

test("the way back to a form that was sent does nothing twice, and two clicks are one", () =>
    inCase(async (page, at) => {
        await page.goto(`${at}/tasks/register`);
        await write(page, REGISTERED);
        await page.locator(COMPLETE).dblclick();
        await page.waitForURL((url) => !url.pathname.includes("/tasks/"));
        const letters = async () => (await (await page.goto(`${at}/history`)).text()).split("Registrér ansøgningen").length;
        const once = await letters();
        await page.goto(`${at}/tasks/first_talk`);
        await page.fill(WISHES, "Ro om aftenen");
        await page.click(DRAFT);
        await page.getByText("Kladden er gemt. Kun du").waitFor();
        await page.goBack();
        await page.goBack();
        await page.goForward();
        await page.waitForLoadState();
        assert.equal(await letters(), once, "going back and forth does nothing");
        await page.goto(`${at}/tasks/first_talk`);
        assert.equal(await page.inputValue(WISHES), "Ro om aftenen");
    }));

test("of two tabs on one case the later one is told what changed and by whom, and keeps what was typed", () =>
    inCase(async (page, at) => {
        const later = await page.context().newPage();
        await later.goto(`${at}/tasks/register`);
        await page.goto(`${at}/tasks/register`);
        await page.fill(RECEIVED, "23.11.2026");
        await page.click(DRAFT);
        await page.getByText("Kladden er gemt. Kun du").waitFor();
        await later.fill(RECEIVED, "24.11.2026");
        await later.click(DRAFT);
        await later.locator("main .alert", { hasText: "Rådgiver Et" }).waitFor();
        assert.equal(await later.inputValue(RECEIVED), "24.11.2026");
        await accessible(later);
        await later.click(DRAFT);
        await later.getByText("Kladden er gemt. Kun du").waitFor();
        assert.equal(await later.inputValue(RECEIVED), "24.11.2026");
    }));
