// node run.mjs [BASE_URL] [FILE.test.mjs...]: every *.test.mjs here, or these, against a server, or against one of our own
// and a demo.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { startDemo } from "./demo.mjs";
import { person, start } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.SAMSPIL_PROGRAM ?? join(here, "../../target/debug/samspil");

/** The tests that open the pages of a demo, by how their files begin. */
const OF_DEMO = /^(journey|look|picture|walk|weight)/;

/** The tests that move the demo's clock: last, since time goes on for all of them. */
const MOVES_CLOCK = /^journey/;

const words = process.argv.slice(2);
const given = words.find((word) => word.includes("://"));
const only = words.filter((word) => word !== given);
const all = readdirSync(here).filter((name) => name.endsWith(".test.mjs"));
const files = all
    .filter((name) => only.length === 0 || only.includes(name))
    .sort((one, other) => MOVES_CLOCK.test(one) - MOVES_CLOCK.test(other) || one.localeCompare(other));

const none = { url: "", stop: async () => {} };
const [server, demo] = await Promise.all([
    given ? { ...none, url: given.replace(/\/$/, "") } : start(program, {}, ["--samples"]),
    files.some((name) => OF_DEMO.test(name)) ? startDemo(program) : none,
]);
process.env.SAMSPIL_URL = server.url;
process.env.SAMSPIL_DEMO_URL = demo.url;
process.env.SAMSPIL_LOGIN ??= person.login;
process.env.SAMSPIL_PASSWORD ??= person.password;

const counts = { passed: 0, failed: 0, skipped: 0 };
const tests = run({ files: files.map((name) => join(here, name)), concurrency: 1 });
tests.on("test:pass", ({ skip, todo }) => (counts[(skip ?? todo) === undefined ? "passed" : "skipped"] += 1));
tests.on("test:fail", () => (counts.failed += 1));
tests.compose(spec).pipe(process.stdout);
tests.once("end", async () => {
    await Promise.all([server.stop(), demo.stop()]);
    if (counts.skipped > 0) console.log(`browser: ${counts.skipped} skipped`);
    console.log(`browser: ${counts.passed} passed, ${counts.failed} failed`);
    process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
});
