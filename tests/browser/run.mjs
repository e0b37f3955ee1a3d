// node run.mjs [BASE_URL]: every *.test.mjs here against a server, or against one of our own.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { person, start } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.SAMSPIL_PROGRAM ?? join(here, "../../target/debug/samspil");

const [given] = process.argv.slice(2);
const server = given ? { url: given.replace(/\/$/, ""), stop: async () => {} } : await start(program, {}, ["--samples"]);
process.env.SAMSPIL_URL = server.url;
process.env.SAMSPIL_LOGIN ??= person.login;
process.env.SAMSPIL_PASSWORD ??= person.password;

const files = readdirSync(here).filter((name) => name.endsWith(".test.mjs"));
const counts = { passed: 0, failed: 0 };
const tests = run({ files: files.sort().map((name) => join(here, name)), concurrency: 1 });
tests.on("test:pass", () => (counts.passed += 1));
tests.on("test:fail", () => (counts.failed += 1));
tests.compose(spec).pipe(process.stdout);
tests.once("end", async () => {
    await server.stop();
    console.log(`browser: ${counts.passed} passed, ${counts.failed} failed`);
    process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
});
