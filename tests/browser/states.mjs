// What the demo does not hold by itself, and pages are there for: drafts, surveys with links, samples of the access log,
// what is held and what is to be discarded, links into a case.
import assert from "node:assert/strict";
import { hidden } from "./markup.mjs";

/** How much of a page is shown where it does not answer as it should. */
const SHOWN = 600;

/** Sends the form of a page that goes to this address, as somebody; what comes back. */
async function send(context, page, address, values, expected = [200, 303]) {
    const shown = await (await context.request.get(page)).text();
    const form = { ...hidden(shown, address), ...values };
    const answer = await context.request.post(address, { form, maxRedirects: 0 });
    const text = await answer.text();
    const said = text.slice(text.indexOf("<main")).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    assert.ok(expected.includes(answer.status()), `POST ${address}: ${answer.status()}: ${said.slice(0, SHOWN)}`);
    return { at: answer.headers().location, text };
}

const QUESTIONS = "trust: Stoler du på os? / Do you trust us?\ntimely [authority provider]: Er I i tide? / Are you in time?";

/** A survey with an open wave, links of it and paper; the address of a link. */
async function survey(owner) {
    const { at } = await send(owner, "/surveys", "/surveys", { title: "Samarbejdet om voksne", questions: QUESTIONS });
    await send(owner, at, `${at}/open`, {});
    const { text } = await send(owner, at, `${at}/links`, { group: "authority", count: "2" });
    const [, link] = /(\/answer\/[\w.~-]+)/.exec(text) ?? [];
    assert.ok(link, "a link that is answered once");
    return link;
}

/** Drafts: a new one, one of a flow that runs, and one with an error in it. */
async function drafts(owner) {
    await send(owner, "/workbench", "/workbench", { name: "ledsagelse", title: "Ledsagelse" });
    await send(owner, "/workbench", "/workbench/voksen-bum/begin", {});
    await send(owner, "/workbench", "/workbench", { name: "halvfaerdig", title: "Halvfærdig" });
    const at = "/workbench/halvfaerdig";
    await send(owner, at, at, { text: "samspil: 1\nflow: halvfaerdig\nparties: {}\n", do: "keep" }, [200, 303, 422]);
}

/** What is held, and what is to be discarded. */
async function retention(administrator, closed) {
    await send(administrator, "/retention", "/retention/holds", { on: "case", number: closed, ground: "Klagesag", until: "" });
    await send(administrator, "/retention", "/retention/disposals", {}, [200, 303, 422]);
}

/** Two links into a case for its citizen: one is opened, and the context is theirs, one waits. */
async function outsider(caseworker, context, cases) {
    for (const one of cases) {
        const links = `${one}/links`;
        const html = await (await caseworker.request.get(links)).text();
        const [, who] = /value="(citizen:[^"]*)"/.exec(html) ?? [];
        if (!who) continue;
        const made = async () => {
            const { text } = await send(caseworker, links, links, { who, days: "7" });
            const [link] = /\/link\/[\w.~-]+/.exec(text) ?? [];
            assert.ok(link, "a link into a case");
            return link;
        };
        const link = await made();
        const { at } = await send(context, link, link, {});
        return { waiting: await made(), at };
    }
    throw new Error("no case has a citizen whom a link can be made for");
}

/** A citizen in the register, by a number that is nobody's: 60 is added to its day. */
async function citizen(caseworker) {
    await caseworker.request.post("/citizens", { form: { do: "begin" } });
    const shown = await (await caseworker.request.post("/citizens", { form: { do: "begin" } })).text();
    const form = { ...hidden(shown, "/citizens"), do: "register", cpr: "", name: "Rita Register", address: "Prøvevej 1", protected_since: "" };
    const answer = await caseworker.request.post("/citizens", { form, maxRedirects: 0 });
    assert.equal(answer.status(), 303, (await answer.text()).slice(0, SHOWN));
    return answer.headers().location;
}

/** The addresses of the cases in somebody's list. */
async function casesOf(context) {
    const html = await (await context.request.get("/cases")).text();
    return [...new Set([...html.matchAll(/href="(\/cases\/[0-9a-f-]{36})"/g)].map(([, href]) => href))];
}

/** Brings everything about; where each reader begins beside the front page. */
export async function prepare({ caseworker, owner, administrator, outside }) {
    const cases = await casesOf(caseworker);
    const answering = await survey(owner);
    await drafts(owner);
    await retention(administrator, cases[0].split("/").pop());
    await send(administrator, "/access-log/samples", "/access-log/samples", { since: "2026-11-01", until: "2026-12-31", count: "3" });
    const { waiting, at } = await outsider(caseworker, outside, cases);
    const known = await citizen(caseworker);
    return {
        nobody: [answering, waiting],
        citizen: [at],
        caseworker: [known],
        administrator: [`${known}/erase`],
        "process owner": ["/management/deviations/voksen-bum/register"],
    };
}
