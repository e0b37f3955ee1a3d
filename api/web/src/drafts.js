// What is typed into a task's form is kept as its draft while its writer goes on: a while after they pause, and when the page is
// left or hidden. Nothing is stored in the browser.

/** How long nothing has been typed, and how long between two times, in milliseconds: each time is an event of the case. */
const PAUSE = 5_000;
const APART = 60_000;

/** The most that a browser sends for a page that is left, in bytes (Fetch: 64 KiB for all of them). */
const MOST_WHEN_LEFT = 60_000;

/** Keeps drafts, where the page has such a form. */
export function keepDrafts() {
    const form = document.querySelector("form[data-draft]");
    const state = form?.querySelector(".draft-state");
    // Over plain HTTP to another machine a browser makes no keys, and a draft is kept by its button.
    if (!state || !window.crypto.randomUUID) return;
    let typed = false;
    let sending = false;
    let last = -APART;
    let waiting;

    const tell = (text) => {
        if (state.textContent !== text) state.textContent = text;
    };
    const keep = async (left) => {
        clearTimeout(waiting);
        waiting = undefined;
        if (!typed || sending) return;
        // A key of its own: the form's is for the button that its writer presses.
        const body = new URLSearchParams(new FormData(form));
        body.set("do", "autosave");
        body.set("key", crypto.randomUUID());
        if (left && body.toString().length > MOST_WHEN_LEFT) return;
        typed = false;
        sending = true;
        try {
            const answer = await fetch(form.action, { method: "POST", body, keepalive: left });
            last = performance.now();
            const seen = answer.headers.get("samspil-seen");
            if (answer.status !== 204 || !seen) return tell(state.dataset.notKept);
            form.elements.seen.value = seen;
            const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
            tell(`${state.dataset.kept} ${at}`);
        } catch {
            typed = true;
            tell(state.dataset.notKept);
        } finally {
            sending = false;
            if (typed) soon();
        }
    };
    const soon = () => {
        clearTimeout(waiting);
        waiting = setTimeout(keep, Math.max(PAUSE, last + APART - performance.now()), false);
    };
    form.addEventListener("input", () => {
        typed = true;
        soon();
    });
    // What is sent now is no draft any more.
    form.addEventListener("submit", () => {
        typed = false;
        clearTimeout(waiting);
    });
    document.addEventListener("visibilitychange", () => {
        if (document.hidden) keep(true);
    });
}
