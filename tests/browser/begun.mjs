// A case of the shipped flow over a server of one's own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const FLOW = readFileSync(new URL("../../flows/voksen-bum/flow.yaml", import.meta.url), "utf8");

/** Begins a case of the shipped flow; its address. Its first task is `register`. */
export async function begun(url, token) {
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
