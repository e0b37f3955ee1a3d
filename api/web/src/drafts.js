// What is typed into a task's form is kept as its draft while its writer goes on: a while after they pause, and when the page is
// left or hidden. Nothing is stored in the browser.

/** How long nothing has been typed, and how long between two times while the page is seen, in milliseconds: each time is an event
 *  of the case. */
const PAUSE = 5_000;
const APART = 60_000;

/** How long an answer is waited for, in milliseconds: a button that is pressed meanwhile waits for it too. */
const PATIENCE = 10_000;

/** The most that a browser sends for a page that is left, in bytes (Fetch: 64 KiB for all of them). */
const MOST_WHEN_LEFT = 60_000;

/** Keeps drafts, where the page has such a form. */
export function keepDrafts() {
    const form = document.querySelector("form[data-draft]");
    const state = form?.querySelector(".draft-state");
    // Over plain HTTP to another machine a browser makes no keys, and a draft is kept by its button.
    if (!state || !window.crypto.randomUUID) return;
    let typed = false;
    let sending;
    let unanswered;
    let last = -APART;
    let waiting;

    const tell = (text) => {
        if (state.textContent !== text) state.textContent = text;
    };
    // A key of its own: the form's is for the button that its writer presses.
    const written = () => {
        const body = new URLSearchParams(new FormData(form));
        body.set("do", "autosave");
        body.set("key", crypto.randomUUID());
        return body;
    };
    // The draft has the rows that the form has now, and not those that were taken out before: what stands in a row beside the form
    // is found by its place among these.
    const placeRows = () => {
        for (const kept of form.querySelectorAll("input[type='hidden'][name$='-kept']")) {
            const [, row] = /-(\d+)-kept$/.exec(kept.name) ?? [];
            if (row) kept.value = row;
        }
    };
    const send = async (body, left) => {
        try {
            const signal = AbortSignal.timeout(PATIENCE);
            const answer = await fetch(form.action, { method: "POST", body, keepalive: left, signal });
            last = performance.now();
            unanswered = undefined;
            const seen = answer.headers.get("samspil-seen");
            if (answer.status !== 204 || !seen) return tell(state.dataset.notKept);
            form.elements.seen.value = seen;
            placeRows();
            const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
            tell(`${state.dataset.kept} ${at}`);
        } catch {
            // It may have been kept: the same is sent again first, and is kept once.
            unanswered = body;
            typed = true;
            tell(state.dataset.notKept);
        } finally {
            sending = undefined;
            if (typed) soon();
        }
    };
    const keep = (left) => {
        clearTimeout(waiting);
        waiting = undefined;
        if (!typed || sending) return;
        const body = unanswered ?? written();
        if (left && body.toString().length > MOST_WHEN_LEFT) return;
        typed = unanswered !== undefined;
        sending = send(body, left);
    };
    const soon = () => {
        clearTimeout(waiting);
        waiting = setTimeout(keep, Math.max(PAUSE, last + APART - performance.now()), false);
    };
    form.addEventListener("input", () => {
        typed = true;
        soon();
    });
    // What is sent now is no draft any more. A draft that is on its way comes first: otherwise it would be news to its own writer.
    form.addEventListener("submit", (event) => {
        typed = false;
        clearTimeout(waiting);
        if (!sending) return;
        event.preventDefault();
        const { submitter } = event;
        sending.then(() => form.requestSubmit(submitter));
    });
    document.addEventListener("visibilitychange", () => {
        if (document.hidden) keep(true);
    });
}
