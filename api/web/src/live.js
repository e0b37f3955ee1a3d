// News while a page is open: that something on it is otherwise is said at the edge of the window, and nothing moves until the
// reader asks for it. A page is told of its case; a list asks whether it would read otherwise now.

/** How long a list waits for more news before it asks, and how long between two times, in milliseconds: each asking is a
 *  look that is logged. */
const SOON = 300;
const APART = 10_000;

const words = (root) => root.querySelector("#list")?.textContent.replace(/\s+/g, " ").trim();

/** Begins to listen, where the page has a place for news. */
export function listen() {
    const place = document.querySelector("#live");
    if (!place || !window.EventSource) return;
    const { about, said } = place.dataset;
    let source;
    let waiting;
    let asked = -APART;
    // A notice comes a little after the change that it tells of, and is no change itself: a list asks a second time.
    let twice = false;

    const announce = () => {
        const link = document.createElement("a");
        link.href = location.href;
        link.textContent = said;
        place.replaceChildren(link);
        stop();
    };
    const ask = async () => {
        waiting = undefined;
        try {
            const answer = await fetch(location.href);
            if (answer.ok) asked = performance.now();
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            if (answer.ok && words(page) !== words(document)) return announce();
            if (twice) waiting ??= setTimeout(ask, APART);
            twice = false;
        } catch {
            // The next change asks again.
        }
    };
    const heard = (event) => {
        if (about) {
            if (event.type === "reset" || JSON.parse(event.data).case === about) announce();
            return;
        }
        twice = true;
        waiting ??= setTimeout(ask, Math.max(SOON, asked + APART - performance.now()));
    };
    const start = () => {
        if (source || place.hasChildNodes()) return;
        source = new EventSource("/api/v1/changes");
        for (const kind of ["change", "reset"]) source.addEventListener(kind, heard);
    };
    const stop = () => {
        source?.close();
        source = undefined;
        clearTimeout(waiting);
        waiting = undefined;
    };
    // A browser has few connections to a server, and tabs that nobody sees would hold them all.
    document.addEventListener("visibilitychange", () => {
        if (document.hidden) return stop();
        start();
        if (!about && !place.hasChildNodes()) heard({});
    });
    window.addEventListener("pagehide", stop);
    if (!document.hidden) start();
}
