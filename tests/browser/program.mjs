// The program over an empty store of its own, with one person who can sign in.
import { execFile, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** How long the program may take to listen or to stop, in milliseconds. */
const MAX_WAIT = 20_000;

/** The one person; the password is made up for the tests. */
export const person = { login: "raadgiver", password: "rigtig-hest-batteri", name: "Rådgiver Et" };

/** The keys that the program keeps personal data under in tests. */
const KEYS = "find 1 ZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY=\nkey 1 a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=\n";

/** Somebody who works there and does nothing: nobody gives themselves a place. */
export const COLLEAGUE = "kollega";

/** Where the logs of all programs are kept to be looked through; nowhere when a test is run by hand. */
const LOGS = process.env.SAMSPIL_TEST_LOGS;

/** The most of a log that is held for a test to look at, in characters. */
const MAX_HELD = 100_000;

/** Shows what a program writes to its log and keeps it; gives its end. */
export function kept(log, name) {
    let held = "";
    log.setEncoding("utf8");
    log.on("data", (part) => (held = (held + part).slice(-MAX_HELD)));
    log.pipe(process.stderr, { end: false });
    if (LOGS) log.pipe(createWriteStream(join(LOGS, `${name}-${randomUUID()}.log`)));
    return () => held;
}

/** Starts the program at this path, with these settings and arguments; gives its address, the person's token, how to
 *  run its other commands over the same store, how to start it anew and to stop it, and what it has said in its log. */
export async function start(program, settings = {}, more = []) {
    const folder = await mkdtemp(join(tmpdir(), "samspil-browser-"));
    const keys = { SAMSPIL_KEYS: KEYS };
    const env = { ...process.env, SAMSPIL_DATABASE_URL: `sqlite:${folder}`, SAMSPIL_LOG: "warn", ...keys, ...settings };
    const command = (words, input = "") =>
        JSON.parse(execFileSync(program, ["--format", "json", ...words], { env, input }));
    // For a command that asks a server of this very process.
    const aside = async (words) =>
        JSON.parse((await promisify(execFile)(program, ["--format", "json", ...words], { env })).stdout);
    const account = (words, input) => command(["account", "add", ...words], input);
    account(["municipality", "12345678", "Prøvekommune"]);
    account(["unit", "Voksenmyndighed"]);
    const roles = ["staff", "process-owner", "administrator"].flatMap((role) => ["--role", role]);
    const place = ["--acts-as", "Voksenmyndighed=caseworker,team_leader"];
    account(["person", person.login, "--name", person.name, ...roles, ...place, "--stdin"], `${person.password}\n`);
    const colleague = ["person", COLLEAGUE, "--name", "Kaj Kollega", "--role", "staff"];
    account([...colleague, "--stdin"], `${person.password}\n`);
    const scopes = ["read", "tasks", "publish", "administer", "account"].flatMap((scope) => ["--scope", scope]);
    const { secret: token } = account(["token", person.login, "prøve", ...scopes]);

    let child;
    let log;
    const serve = async (address) => {
        const words = ["--format", "json", "serve", "--listen", address, ...more];
        child = spawn(program, words, { env, stdio: ["ignore", "pipe", "pipe"] });
        log = kept(child.stderr, "browser");
        const signal = AbortSignal.timeout(MAX_WAIT);
        const [line] = await once(createInterface(child.stdout), "line", { signal });
        return JSON.parse(line).url;
    };
    const end = async () => {
        const ended = once(child, "exit", { signal: AbortSignal.timeout(MAX_WAIT) });
        child.kill("SIGTERM");
        const [code] = await ended;
        if (code !== 0) throw new Error(`the program ended with ${code}`);
    };
    const url = await serve("127.0.0.1:0");
    const restart = async () => {
        await end();
        await serve(new URL(url).host);
    };
    const stop = async () => {
        await end();
        await rm(folder, { recursive: true });
    };
    return { url, token, command, aside, folder, restart, stop, said: () => log() };
}
