// The parts of the design system that scripts make better, for a page or for a piece of one that has just arrived.
import { Alert, ErrorSummary, ResponsiveTable, Tooltip } from "dkfds";

const RESPONSIVE = "table[class*='-responsive-headers']";

/** The elements that match, the piece itself among them. */
function within(piece, selector) {
    const inside = [...piece.querySelectorAll(selector)];
    return piece.matches?.(selector) ? [piece, ...inside] : inside;
}

/** Starts every component in the piece that has not been started. */
export function start(piece) {
    const each = (selector, begin) => {
        for (const element of within(piece, selector)) {
            if (element.dataset.started === undefined) {
                element.dataset.started = "";
                begin(element);
            }
        }
    };
    each(".alert.has-close", (alert) => new Alert(alert).init());
    each("[data-module='error-summary']", (summary) => new ErrorSummary(summary).init());
    each(".tooltip-wrapper", (tooltip) => new Tooltip(tooltip).init());
    each(RESPONSIVE, (table) => new ResponsiveTable(table));
}
