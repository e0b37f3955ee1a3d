// The demo with a clock that stands still, and its people signed in.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { kept } from "./program.mjs";

/** The day on which the demo's cases come to their end, and at which its clock stands. */
export const TODAY = "2026-11-24";

/** Everyone's password in a demo. */
const PASSWORD = "samspil-demo";

/** How long the demo may take to be built and to stop, in milliseconds. */
const MAX_WAIT = 240_000;

/** Who looks at the pages: one of each kind who work there, by login. */
export const STAFF = {
    caseworker: "asta",
    "team leader": "elna",
    head: "ditlev",
    provider: "holger",
    "provider's leader": "karla",
    "process owner": "frode",
    administrator: "gerda",
};

/** A citizen who signs in and has cases in several flows, by login. */
export const CITIZEN = "rosa";

/** Builds the demo in a folder of its own and serves it; gives its address, and how to stop it. */
export async function startDemo(program) {
    const folder = await mkdtemp(join(tmpdir(), "samspil-demo-"));
    const words = ["--format", "json", "demo", "--data", folder, "--today", TODAY, "--port", "0"];
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
    kept(child.stderr, "demo");
    const [line] = await once(createInterface(child.stdout), "line", { signal: AbortSignal.timeout(MAX_WAIT) });
    const stop = async () => {
        const ended = once(child, "exit", { signal: AbortSignal.timeout(MAX_WAIT) });
        child.kill("SIGTERM");
        const [code] = await ended;
        await rm(folder, { recursive: true });
        if (code !== 0) throw new Error(`the demo ended with ${code}`);
    };
    return { url: JSON.parse(line).url, stop };
}

/** Signs somebody in without a page, in a context of the browser. */
export async function enter(context, login) {
    const answer = await context.request.post("/sign-in", { form: { login, password: PASSWORD }, maxRedirects: 0 });
    assert.equal(answer.status(), 303, `${login}: ${answer.status()}`);
}
