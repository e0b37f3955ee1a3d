// Mail as it arrives at a real mail server: over TLS, after a login, and nothing of any case in it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { randomUUID } from "node:crypto";
import { SMTPServer } from "smtp-server";
import { person, start } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const path = process.env.SAMSPIL_PROGRAM ?? join(here, "../../target/debug/samspil");

/** What no mail may hold: the case's title and what was written in it. */
const SECRET = "HEMMELIG-7311";

/** Someone is told when it is late; moments are in winter, an hour before Copenhagen's. */
const FLOW = `samspil: 1
flow: post
title: {da: Post, en: Mail}
parties:
  caseworker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
stages:
  s:
    title: {da: Sagen, en: The case}
    does:
      answer:
        task: {da: Svar, en: Answer}
        by: caseworker
        due: {lasts: 1 day, ladder: [{at: due, tell: caseworker}]}
`;

/** What the certificate of the mail server says: it is no authority for others. */
const CERTIFICATE = `[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = localhost
[extensions]
subjectAltName = DNS:localhost
basicConstraints = critical, CA:FALSE
`;

let folder;
let tls;

before(async () => {
    folder = await mkdtemp(join(tmpdir(), "samspil-mail-"));
    const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
    const config = join(folder, "cert.conf");
    await writeFile(config, CERTIFICATE);
    const words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-config", config];
    execFileSync("openssl", [...words, "-keyout", key, "-out", cert], { stdio: "ignore" });
    tls = { key: await readFile(key), cert: await readFile(cert) };
});

after(() => rm(folder, { recursive: true }));

/** A mail server; `refuse` says with which code it refuses a recipient, where it does; an `open` one offers no TLS. */
async function mailServer({ secure, refuse = () => 0, open = false, port = 0 }) {
    const mails = [];
    const asked = { logins: 0 };
    const server = new SMTPServer({
        ...tls,
        secure,
        hideSTARTTLS: open,
        allowInsecureAuth: open,
        authMethods: ["PLAIN", "LOGIN"],
        onAuth({ username, password }, session, done) {
            asked.logins += 1;
            const known = session.secure && username === "samspil" && password === "kun til prøver";
            done(known ? null : new Error("no"), known ? { user: username } : undefined);
        },
        onRcptTo(address, session, done) {
            const code = refuse(address.address);
            done(code ? Object.assign(new Error("not now"), { responseCode: code }) : undefined);
        },
        async onData(stream, session, done) {
            const parts = [];
            for await (const part of stream) parts.push(part);
            const text = Buffer.concat(parts).toString();
            mails.push({ to: session.envelope.rcptTo.map((to) => to.address), text });
            done();
        },
    });
    server.on("error", () => {});
    server.listen(port, "127.0.0.1");
    await once(server.server, "listening");
    const close = () => new Promise((done) => server.close(done));
    return { mails, asked, port: server.server.address().port, close };
}

/** The program with this mail server, a clock that is moved, and a late task; gives how to ask it and move the clock. */
async function office(scheme, port) {
    const env = {
        SAMSPIL_SMTP_URL: `${scheme}://localhost:${port}`,
        SAMSPIL_SMTP_FROM: "Samspil <samspil@kommune.example>",
        SAMSPIL_SMTP_LOGIN: "samspil",
        SAMSPIL_SMTP_PASSWORD: "kun til prøver",
        SAMSPIL_SMTP_CA: join(folder, "cert.pem"),
    };
    const program = await start(path, env, ["--test-clock", "2026-01-05T08:00:00Z"]);
    const ask = async (method, at, body, type = "application/json") => {
        const headers = { authorization: `Bearer ${program.token}`, "idempotency-key": randomUUID(), "content-type": type };
        const answer = await fetch(`${program.url}/api/v1${at}`, { method, headers, body });
        const text = await answer.text();
        assert.ok(answer.ok, `${method} ${at}: ${answer.status} ${text}`);
        return text === "" ? null : JSON.parse(text);
    };
    const json = (method, at, value) => ask(method, at, JSON.stringify(value));
    await ask("POST", "/flows", FLOW, "application/yaml");
    const me = await ask("GET", "/me");
    await json("PUT", `/people/${me.person}/address`, { address: "raadgiver@kommune.example" });
    const choice = { language: "da", reminders: "digest", lateness: "at_once", for_unit: "at_once" };
    await json("PUT", "/me/reach", { ...choice, digest_at: "08:00", quiet: { from: "18:00", until: "07:00" } });
    const [unit] = await ask("GET", "/units");
    const parties = { caseworker: [{ unit: unit.unit, person: me.person }] };
    await json("POST", "/cases", { flow: "post", title: SECRET, parties });
    const clock = (to) => json("POST", "/test-clock", { to });
    return { ask, clock, url: program.url, stop: program.stop };
}

/** The headers of a mail by their names. */
function headers(text) {
    const [head] = text.split("\r\n\r\n");
    return Object.fromEntries(head.replaceAll(/\r\n\s+/g, " ").split("\r\n").map((line) => line.split(/: (.*)/s, 2)));
}

for (const [scheme, secure] of [["smtp", false], ["smtps", true]]) {
    test(`a mail arrives over ${scheme}, after the quiet hours, once, and tells nothing of the case`, async () => {
        const server = await mailServer({ secure });
        const { clock, url, stop } = await office(scheme, server.port);
        await clock("2026-01-07T05:59:00Z");
        assert.equal(server.mails.length, 0, "late since midnight, but nobody is told in bed");
        await clock("2026-01-07T06:01:00Z");
        await clock("2026-01-07T12:00:00Z");
        assert.equal(server.mails.length, 1, "once");
        const [{ to, text }] = server.mails;
        assert.deepEqual(to, ["raadgiver@kommune.example"]);
        const head = headers(text);
        assert.equal(head["Auto-Submitted"], "auto-generated");
        assert.match(head["Message-ID"], /^<[0-9a-f-]{36}@kommune\.example>$/);
        assert.ok(!text.includes(SECRET) && !text.includes("Svar"), text);
        const body = Buffer.from(text.split("\r\n\r\n")[1].replaceAll(/=\r\n/g, "")).toString();
        assert.ok(body.includes(`${url}/inbox`), body);
        await stop();
        await server.close();
    });
}

test("who is refused for a while is tried again, with the same mail", async () => {
    let asked = 0;
    const server = await mailServer({ secure: true, refuse: () => (asked++ === 0 ? 451 : 0) });
    const { clock, ask, stop } = await office("smtps", server.port);
    await clock("2026-01-07T06:00:00Z");
    assert.deepEqual([asked, server.mails.length], [1, 0]);
    await clock("2026-01-07T12:00:00Z");
    assert.deepEqual([asked, server.mails.length], [2, 1]);
    assert.deepEqual(await ask("GET", "/mails"), [], "nothing was given up");
    await stop();
    await server.close();
});

test("who is refused for good is shown to an administrator, who tries again", async () => {
    let code = 550;
    const server = await mailServer({ secure: true, refuse: () => code });
    const { clock, ask, stop } = await office("smtps", server.port);
    await clock("2026-01-08T12:00:00Z");
    const [mail, ...more] = await ask("GET", "/mails");
    assert.deepEqual([more.length, server.mails.length], [0, 0]);
    assert.match(mail.fault, /550/);
    code = 0;
    await ask("POST", `/mails/${mail.mail}/retry`);
    await clock("2026-01-08T12:30:00Z");
    assert.equal(server.mails.length, 1);
    assert.ok(server.mails[0].text.includes(mail.mail), "the same mail");
    assert.deepEqual(await ask("GET", "/mails"), []);
    await stop();
    await server.close();
});

test("a server that offers no encryption is told neither password nor mail", async () => {
    const server = await mailServer({ secure: false, open: true });
    const { clock, stop } = await office("smtp", server.port);
    await clock("2026-01-07T06:00:00Z");
    assert.deepEqual([server.asked.logins, server.mails.length], [0, 0]);
    await stop();
    await server.close();
});

test("a server that never answers holds nobody up, and is asked again", async () => {
    const held = new Set();
    const silent = createServer((socket) => held.add(socket)).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address();
    const { ask, clock, stop } = await office("smtps", port);
    const moving = clock("2026-01-07T06:00:00Z");
    await once(silent, "connection");
    assert.equal((await ask("GET", "/me")).name, person.name);
    await moving;
    for (const socket of held) socket.destroy();
    await new Promise((done) => silent.close(done));
    assert.deepEqual(await ask("GET", "/mails"), [], "it is not given up");
    const server = await mailServer({ secure: true, port });
    await clock("2026-01-07T12:00:00Z");
    assert.equal(server.mails.length, 1);
    await stop();
    await server.close();
});
