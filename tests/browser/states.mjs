// What the demo does not hold by itself, and pages are there for: drafts, surveys with links, samples of the access log,
// what is held and what is to be discarded, links into a case, what somebody keeps and notes for themselves.
import assert from "node:assert/strict";
import { hidden, plain } from "./markup.mjs";

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

/** The title of the flow that runs, in its file. */
const TITLE = /^(title: \{da: Social indsats til voksne)/m;

/** Drafts: a new one, one of a flow that runs with a change that may be tried, one of a pair, and one with an error in it. */
async function drafts(owner) {
    await send(owner, "/workbench", "/workbench", { name: "ledsagelse", title: "Ledsagelse" });
    await send(owner, "/workbench", "/workbench/voksen-bum/begin", {});
    const begun = "/workbench/voksen-bum";
    const shown = await (await owner.request.get(begun)).text();
    const [, file] = /<textarea id="text"[^>]*>\n?([\s\S]*?)<\/textarea>/.exec(shown) ?? [];
    assert.match(file ?? "", TITLE, "the file of the draft");
    await send(owner, begun, begun, { text: plain(file).replace(TITLE, "$1 under prøve"), do: "keep" });
    await send(owner, "/workbench", "/workbench/bestilling/begin", {});
    await send(owner, "/workbench", "/workbench", { name: "halvfaerdig", title: "Halvfærdig" });
    const at = "/workbench/halvfaerdig";
    await send(owner, at, at, { text: "samspil: 1\nflow: halvfaerdig\nparties: {}\n", do: "keep" }, [200, 303, 422]);
}

/** What is held, and what is to be discarded. */
async function retention(administrator, closed) {
    await send(administrator, "/retention", "/retention/holds", { on: "case", number: closed, ground: "Klagesag", until: "" });
    await send(administrator, "/retention", "/retention/disposals", {}, [200, 303, 422]);
}

/** A day on which the offices are closed, so far ahead that no deadline moves. */
async function calendar(administrator) {
    const at = "/calendars/add/own";
    const day = { unit: "", from: "2031-07-21", to: "2031-07-23", name_da: "Flyttedage", name_en: "Moving", why: "Flytning" };
    const { text } = await send(administrator, at, at, { ...day, do: "preview" });
    const [, previewed] = /name="previewed" value="([0-9a-f]{64})"/.exec(text) ?? [];
    assert.ok(previewed, "what would move is shown first");
    await send(administrator, at, at, { ...day, do: "apply", previewed }, [303]);
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

/** A list with a name and a note about a task of it; where two of its tasks are handed on. */
async function listed(caseworker) {
    const list = "/tasks?tab=units";
    await send(caseworker, list, "/lists", { name: "Enhedens bunke" }, [303]);
    const html = await (await caseworker.request.get(list)).text();
    const [, mark] = /href="([^"]*\/mark\?[^"]*)"/.exec(html) ?? [];
    assert.ok(mark, "a task that may be noted of");
    const { pathname } = new URL(plain(mark), "http://x");
    await send(caseworker, plain(mark), pathname, { follow_up: "1.12.2026", priority: "high", tags: "ring" }, [303]);
    const tasks = [...html.matchAll(/name="task" value="([^"]*)"/g)].slice(0, 2).map(([, task]) => ["task", plain(task)]);
    assert.ok(tasks.length > 0, "a task that may be handed on");
    return `/tasks/hand-on?${new URLSearchParams([...tasks, ["back", list]])}`;
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
    await calendar(administrator);
    await send(administrator, "/access-log/samples", "/access-log/samples", { since: "2026-11-01", until: "2026-12-31", count: "3" });
    const { waiting, at } = await outsider(caseworker, outside, cases);
    const known = await citizen(caseworker);
    const handing = await listed(caseworker);
    return {
        nobody: [answering, waiting],
        citizen: [at],
        "citizen with an account": ["/plan"],
        caseworker: [known, handing],
        administrator: [`${known}/erase`],
        "process owner": ["/management/deviations/voksen-bum/register"],
    };
}
