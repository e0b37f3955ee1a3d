// The calendar feed and invitations, read by a library that shares nothing with what wrote them.
import assert from "node:assert/strict";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { randomUUID } from "node:crypto";
import ICAL from "ical.js";
import { SMTPServer } from "smtp-server";
import { start } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const path = process.env.SAMSPIL_PROGRAM ?? join(here, "../../target/debug/samspil");

/** What may stand in no calendar: the case's title, a place, work that a person added. */
const SECRET = "HEMMELIG-7311";

/** Long and full of what means something in a calendar: it is folded, and comes back the same. */
const TITLE = "Svar, grundigt; \\ på alt det, som borgeren har spurgt om i sit brev, og vedlæg blåbærgrød";

const FLOW = `samspil: 1
flow: diary
title: {da: Kalenderprøve, en: Trial of a calendar}
parties:
  caseworker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
stages:
  s:
    title: {da: Sagen, en: The case}
    does:
      answer:
        task: {da: '${TITLE}', en: Answer}
        by: caseworker
        due: {lasts: 4 months, kind: law, law: {act: barnets lov, section: '20'}}
      look: {task: {da: Se på det, en: Look}, by: caseworker, due: 24 hours}
      talk: {meeting: {da: Tal sammen, en: Talk}, by: caseworker}
`;

/** Moments of meetings: over the night when summer time begins, and each side of the hour that comes twice. */
const NIGHTS = [
    ["2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"],
    ["2026-10-25T00:15:00Z", "2026-10-25T00:45:00Z"],
    ["2026-10-25T01:15:00Z", "2026-10-25T02:15:00Z"],
    ["2026-11-02T08:00:00Z", "2026-11-02T09:00:00Z"],
];

let mails;
let server;
let program;
let me;
let talk;

before(async () => {
    mails = [];
    server = new SMTPServer({
        hideSTARTTLS: true,
        authOptional: true,
        async onData(stream, session, done) {
            const parts = [];
            for await (const part of stream) parts.push(part);
            mails.push(Buffer.concat(parts).toString());
            done();
        },
    });
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    const { port } = server.server.address();
    const env = { SAMSPIL_SMTP_URL: `smtp+plain://127.0.0.1:${port}`, SAMSPIL_SMTP_FROM: "Samspil <samspil@kommune.example>" };
    program = await start(path, env, ["--test-clock", "2026-08-31T08:00:00Z"]);
    await ask("POST", "/flows", FLOW, "application/yaml");
    me = await ask("GET", "/me");
    await json("PUT", `/people/${me.person}/address`, { address: "raadgiver@kommune.example" });
    const [unit] = await ask("GET", "/units");
    const parties = { caseworker: [{ unit: unit.unit, person: me.person }] };
    talk = (await json("POST", "/cases", { flow: "diary", title: SECRET, parties })).case;
    const added = { do: "add", title: `Ring til ${SECRET}`, owner: "caseworker", reason: "Prøve" };
    await json("POST", `/cases/${talk}/commands`, added);
});

after(async () => {
    await program.stop();
    await new Promise((done) => server.close(done));
});

async function ask(method, at, body, type = "application/json") {
    const headers = { authorization: `Bearer ${program.token}`, "idempotency-key": randomUUID(), "content-type": type };
    const answer = await fetch(`${program.url}/api/v1${at}`, { method, headers, body });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${at}: ${answer.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
}

const json = (method, at, value) => ask(method, at, JSON.stringify(value));

const arrange = (starts, ends) =>
    json("POST", `/cases/${talk}/commands`, { do: "arrange", item: "talk", starts, ends, place: `Hos ${SECRET}` });

/** The events of a calendar by what they are, with its zone known. */
function events(text) {
    for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(!text.includes(SECRET) && !text.includes(me.name), text);
    const calendar = new ICAL.Component(ICAL.parse(text));
    ICAL.TimezoneService.reset();
    for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
    const found = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
    return { calendar, found };
}

const instant = (time) => time.toJSDate().toISOString();

test("the feed holds deadlines as days and moments, and what to plan for, word for word", async () => {
    const { address } = await json("POST", "/me/feed", {});
    const answer = await fetch(address);
    assert.equal(answer.headers.get("content-type"), "text/calendar; charset=utf-8");
    const { calendar, found } = events(await answer.text());
    assert.equal(calendar.getFirstPropertyValue("method"), "PUBLISH");
    const told = found.map((event) => [event.summary, event.startDate.isDate, event.startDate.toString()]);
    assert.deepEqual(told, [
        ["Frist: Se på det (Kalenderprøve)", false, "2026-09-01T10:00:00"],
        [`Planlæg: ${TITLE} (Kalenderprøve)`, true, "2026-12-30"],
        [`Frist: ${TITLE} (Kalenderprøve)`, true, "2026-12-31"],
    ]);
    assert.equal(instant(found[0].startDate), "2026-09-01T08:00:00.000Z");
    const ids = new Set(found.map((event) => event.uid));
    assert.equal(ids.size, found.length);
    const kept = await fetch(address, { headers: { "if-none-match": answer.headers.get("etag") } });
    assert.equal(kept.status, 304);
});

test("a meeting is invited to, moved and taken back by mail, each once, and the feed says the same", async () => {
    const { address } = await json("POST", "/me/feed", {});
    let uid;
    for (const [number, [starts, ends]] of NIGHTS.entries()) {
        await arrange(starts, ends);
        await arrange(starts, ends);
        await json("POST", "/test-clock", { to: "2026-08-31T09:00:00Z" });
        const { found } = events(await (await fetch(address)).text());
        const meeting = found.find((event) => event.summary === "Tal sammen (Kalenderprøve)");
        const [invited, ...more] = mails.splice(0);
        assert.deepEqual(more, [], "once");
        const invitation = part(invited, "REQUEST");
        uid ??= meeting.uid;
        for (const event of [meeting, invitation]) {
            assert.equal(instant(event.startDate), new Date(starts).toISOString());
            assert.equal(instant(event.endDate), new Date(ends).toISOString());
            assert.deepEqual([event.uid, event.sequence], [uid, number]);
        }
        assert.deepEqual(invitation.attendees.map(String).length, 1);
        assert.match(invited, /^To: raadgiver@kommune\.example\r$/m);
    }
    await json("POST", `/cases/${talk}/commands`, { do: "call_off", item: "talk", reason: "Sygdom" });
    await json("POST", "/test-clock", { to: "2026-08-31T09:30:00Z" });
    const off = part(mails.splice(0)[0], "CANCEL");
    assert.deepEqual([off.uid, off.sequence], [uid, NIGHTS.length]);
    assert.equal(off.component.getFirstPropertyValue("status"), "CANCELLED");
    const { found } = events(await (await fetch(address)).text());
    assert.ok(!found.some((event) => event.uid === uid));
});

/** The one event of the calendar in a mail, which is for this. */
function part(mail, method) {
    assert.ok(mail !== undefined && !mail.includes("Tal sammen"), mail);
    const [, boundary] = /boundary="([^"]+)"/.exec(mail);
    const written = mail.split(`--${boundary}`).find((one) => one.includes("text/calendar"));
    const [head, ...body] = written.split("\r\n\r\n");
    assert.match(head, new RegExp(`method=${method}`));
    const encoding = /Content-Transfer-Encoding: (\S+)/.exec(head)?.[1];
    const raw = body.join("\r\n\r\n");
    const text = encoding === "base64" ? Buffer.from(raw, "base64").toString() : plain(raw, encoding);
    const { calendar, found } = events(text);
    assert.equal(calendar.getFirstPropertyValue("method"), method);
    assert.equal(found.length, 1);
    return found[0];
}

function plain(raw, encoding) {
    if (encoding !== "quoted-printable") return raw;
    const octets = raw.replaceAll(/=\r\n/g, "").replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(octets, "latin1").toString();
}

test("an address that was ended, replaced or made up leads nowhere, and all are answered alike", async () => {
    const first = (await json("POST", "/me/feed", {})).address;
    const second = (await json("POST", "/me/feed", {})).address;
    assert.equal((await fetch(second)).status, 200);
    await ask("DELETE", "/me/feed");
    const made_up = first.replace(/_[^_]*\.ics$/, `_${"A".repeat(43)}.ics`);
    const elsewhere = second.replace("12345678", "87654321");
    const answers = [first, second, made_up, elsewhere, `${program.url}/calendar/x`].map(async (address) => {
        const answer = await fetch(address);
        const { instance, ...problem } = await answer.json();
        assert.ok(instance);
        return JSON.stringify([answer.status, problem]);
    });
    const told = new Set(await Promise.all(answers));
    assert.equal(told.size, 1, [...told].join("\n"));
    assert.match([...told][0], /^\[404/);
});
