// The table of routes, as its golden file tells it: what there is to walk through.
import { readFileSync } from "node:fs";

const GOLDEN = new URL(
    "../../api/src/identity/snapshots/samspil__identity__rules__tests__who_may_ask_what.snap",
    import.meta.url,
);

/** What answers programs, and no page. */
const FOR_PROGRAMS = /^\/(api|scim|health|assets|calendar)\//;

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A row as a route: its method, its path as declared, and what its addresses look like. */
function route(row) {
    const [, method, path] = row;
    const address = path.split(/\{\w+\}/).map(escaped).join("([^/]+)");
    return { method, path, pattern: new RegExp(`^${address}$`), open: path.split("{").length - 1 };
}

const table = [...readFileSync(GOLDEN, "utf8").matchAll(/^([A-Z]+) +(\/\S*) /gm)].map(route);

/** The pages that can be asked for. */
export const pages = table.filter(({ method, path }) => method === "GET" && !FOR_PROGRAMS.test(path));

/** The route of an address; undefined where there is none. A word that is written out goes before one that may be any. */
export function routeOf(method, address) {
    const { pathname } = new URL(address, "http://x");
    const fitting = table.filter((one) => one.method === method && one.pattern.test(pathname));
    return fitting.sort((one, other) => one.open - other.open)[0];
}
