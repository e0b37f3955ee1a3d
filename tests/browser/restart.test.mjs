// The server is started anew in the middle of a form: nothing that was typed is lost, and nobody has to sign in again.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { begun } from "./begun.mjs";
import { signIn, visit } from "./browser.mjs";
import { person, start } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.SAMSPIL_PROGRAM ?? join(here, "../../target/debug/samspil");

test("a form outlives its server", async () => {
    const server = await start(program);
    try {
        const at = await begun(server.url, server.token);
        await visit("/sign-in", async (page) => {
            await signIn(page, { as: person.login, secret: person.password });
            await page.goto(`${at}/tasks/register`);
            await page.fill("[name='f-application-received_on']", "24.11.2026");
            await page.check("[name='f-application-elder_act_checked'][value=true]", { force: true });
            await server.restart();
            await page.click("main .button-group button[value='draft']");
            await page.waitForLoadState();
            await page.goto(`${at}/tasks/register`);
            assert.equal(await page.inputValue("[name='f-application-received_on']"), "24.11.2026");
            assert.ok(await page.isChecked("[name='f-application-elder_act_checked'][value=true]"));
        }, { baseURL: server.url });
    } finally {
        await server.stop();
    }
});

test("what is typed is kept by itself, and the form goes on", async () => {
    const server = await start(program);
    try {
        const at = await begun(server.url, server.token);
        await visit("/sign-in", async (page) => {
            await signIn(page, { as: person.login, secret: person.password });
            await page.goto(`${at}/tasks/register`);
            const status = page.locator(".draft-state");
            assert.equal(await status.textContent(), "");
            const height = await page.evaluate(() => document.documentElement.scrollHeight);
            const hide = () =>
                page.evaluate(() => {
                    Object.defineProperty(document, "hidden", { value: true, configurable: true });
                    document.dispatchEvent(new Event("visibilitychange"));
                });
            const kept = () => page.waitForResponse((answer) => answer.request().method() === "POST");
            // Nothing was typed: nothing is sent.
            await hide();
            for (const day of ["23.11.2026", "24.11.2026"]) {
                await page.fill("[name='f-application-received_on']", day);
                const [answer] = await Promise.all([kept(), hide()]);
                assert.equal(answer.status(), 204);
                await page.getByText("Kladden er gemt kl.").waitFor();
                await page.waitForFunction(
                    (seen) => document.querySelector("form[data-draft]").elements.seen.value === seen,
                    answer.headers()["samspil-seen"],
                );
            }
            assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), height, "nothing moves");
            // What cannot be read is told, and stands there still.
            await page.fill("[name='f-application-received_on']", "i forgårs");
            const [refused] = await Promise.all([kept(), hide()]);
            assert.equal(refused.status(), 422);
            await page.getByText("Kladden kunne ikke gemmes af sig selv").waitFor();
            assert.equal(await page.inputValue("[name='f-application-received_on']"), "i forgårs");
            // The page's own button goes on with what the page knows, and waits for a draft that is on its way.
            const came = [];
            page.on("response", (answer) => {
                if (answer.request().method() === "POST") came.push(answer.status());
            });
            await page.route("**/tasks/register", async (route) => {
                if (route.request().postData()?.includes("do=autosave")) await new Promise((done) => setTimeout(done, 500));
                await route.continue();
            });
            await page.fill("[name='f-application-received_on']", "25.11.2026");
            await hide();
            await page.click("main .button-group button[value='draft']");
            await page.getByText("Kladden er gemt. Kun du").waitFor();
            assert.deepEqual(came, [204, 303]);
            await page.unroute("**/tasks/register");
            await page.goto(`${at}/tasks/register`);
            assert.equal(await page.inputValue("[name='f-application-received_on']"), "25.11.2026");
        }, { baseURL: server.url });
    } finally {
        await server.stop();
    }
});
