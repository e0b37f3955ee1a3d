// Going through a list by keys. Whoever speaks to their machine, or types by chance, turns it off (WCAG 2.1.4).
const OFF = "samspil.keys-off";

const remembered = () => {
    try {
        return window.localStorage.getItem(OFF) === null;
    } catch {
        return true;
    }
};

const remember = (on) => {
    try {
        if (on) {
            window.localStorage.removeItem(OFF);
        } else {
            window.localStorage.setItem(OFF, "1");
        }
    } catch {
        // Where nothing may be kept, it holds for this page.
    }
};

/** Whether keys are letters there. */
const writes = (element) =>
    element.isContentEditable ||
    element.matches("textarea, select, input:not([type='checkbox'], [type='radio'], [type='button'], [type='submit'])");

const rows = (list) => [...list.querySelectorAll("tbody tr")];

const way = (row) => row.querySelector("a[href]");

/** Goes so many rows on from the one that the reader is in; from above the list to its first. */
function go(list, by) {
    const all = rows(list).filter(way);
    const here = all.findIndex((row) => row.contains(document.activeElement));
    const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by;
    const row = all[Math.min(Math.max(next, 0), all.length - 1)];
    way(row ?? list)?.focus();
}

function choose(list) {
    const row = rows(list).find((one) => one.contains(document.activeElement));
    row?.querySelector("input[type='checkbox']")?.click();
}

/** Starts the keys of the page's list. */
export function startKeys(page) {
    const list = page.querySelector("[data-keys]");
    const help = page.querySelector("#keys");
    if (list === null || help === null) {
        return;
    }
    let on = remembered();
    const toggle = help.querySelector("[data-keys-on]");
    toggle.checked = on;
    toggle.addEventListener("change", () => {
        on = toggle.checked;
        remember(on);
    });
    const opener = page.querySelector("[data-keys-open]");
    opener.addEventListener("click", () => help.showModal());
    opener.closest("[hidden]").hidden = false;
    const does = new Map([
        ["j", () => go(list, 1)],
        ["k", () => go(list, -1)],
        ["x", () => choose(list)],
        ["?", () => help.showModal()],
    ]);
    page.addEventListener("keydown", (event) => {
        const free = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
        const does_it = does.get(event.key);
        if (!on || help.open || !free || does_it === undefined || writes(event.target)) {
            return;
        }
        event.preventDefault();
        does_it();
    });
}
