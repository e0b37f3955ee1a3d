// The server is started anew in the middle of a form: nothing that was typed is lost, and nobody has to sign in again.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { signIn, visit } from "./browser.mjs";
import { person, start } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.SAMSPIL_PROGRAM ?? join(here, "../../target/debug/samspil");
const FLOW = readFileSync(new URL("../../flows/voksen-bum/flow.yaml", import.meta.url), "utf8");

/** Begins a case of the shipped flow; its address. */
async function begun(url, token) {
    const ask = async (path, type, body) => {
        const headers = { authorization: `Bearer ${token}`, "content-type": type, "idempotency-key": crypto.randomUUID() };
        const answer = await fetch(`${url}/api/v1${path}`, { method: "POST", headers, body });
        assert.equal(answer.status, 201, await answer.clone().text());
        return answer.json();
    };
    await ask("/flows", "application/yaml", FLOW);
    const units = await (await fetch(`${url}/api/v1/units`, { headers: { authorization: `Bearer ${token}` } })).json();
    const [{ unit }] = units;
    const roles = ["caseworker", "team_leader", "head", "provider", "provider_leader", "citizen"];
    const parties = Object.fromEntries(roles.map((role) => [role, [{ unit }]]));
    const { case: made } = await ask("/cases", "application/json", JSON.stringify({ flow: "voksen-bum", title: "Prøve", parties, data: {} }));
    return `/cases/${made}`;
}

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
