// The editor of a draft: the text field becomes an editor with what is wrong in its lines, completion, and a live picture.
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { linter, nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";

import { completes, explains } from "./language.js";
import { looks } from "./looks.js";
import { Picture } from "./picture.js";

/** How long after the last key the file is looked through, in milliseconds. */
const PAUSE = 500;

/** The place in the document of a column of a line; columns count characters from 1. */
function place(doc, line, column) {
    const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const before = [...found.text].slice(0, Math.max(column - 1, 0)).join("");
    return Math.min(found.from + before.length, found.to);
}

function diagnostic(doc, finding) {
    const from = place(doc, finding.line, finding.column);
    const to = Math.max(place(doc, finding.line, finding.column + finding.length), from);
    const message = finding.hint ? `${finding.what} ${finding.hint}` : finding.what;
    return { from, to, severity: finding.severity, message, source: finding.code };
}

function start(bench) {
    const field = bench.querySelector("#text");
    // The language is asked for when it is first needed: whoever only reads loads nothing of it.
    let schema = null;
    const known = {
        names: [],
        schema: () => (schema ??= fetch(bench.dataset.schema).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null)),
    };
    const picture = new Picture(bench.querySelector("#live-picture"));

    async function look(view) {
        const { doc } = view.state;
        const body = new URLSearchParams({ text: doc.toString() });
        const answer = await fetch(bench.dataset.check, { method: "POST", body });
        if (!answer.ok) return [];
        const looked = await answer.json();
        // What was written since is looked through anew.
        if (!view.state.doc.eq(doc)) return [];
        document.getElementById("findings-summary").textContent = looked.summary;
        document.getElementById("findings-table").innerHTML = looked.list;
        picture.show(looked);
        if (looked.names.length > 0) known.names = looked.names;
        return looked.findings.map((finding) => diagnostic(view.state.doc, finding));
    }

    const host = document.createElement("div");
    // What was checked but not kept is not kept either.
    let unsaved = field.dataset.unsaved !== undefined;
    host.className = "editor-host";
    field.after(host);
    // Styles of a shadow tree are no inline styles, which the page refuses.
    const root = host.attachShadow({ mode: "open" });
    const name = document.getElementById("text-label");
    const view = new EditorView({
        parent: root,
        root,
        state: EditorState.create({
            doc: field.value,
            extensions: [
                lineNumbers(),
                history(),
                drawSelection(),
                bracketMatching(),
                looks,
                EditorState.phrases.of({ Completions: bench.dataset.completions }),
                EditorView.contentAttributes.of({ "aria-label": name.textContent, tabindex: "0" }),
                autocompletion({ override: [completes(known)], icons: false }),
                hoverTooltip(explains(known)),
                linter(look, { delay: PAUSE }),
                // Tab goes on to the next control, as everywhere.
                keymap.of([
                    { key: "F8", run: nextDiagnostic },
                    { key: "Shift-F8", run: previousDiagnostic },
                    ...defaultKeymap,
                    ...historyKeymap,
                    ...completionKeymap,
                ]),
                EditorView.updateListener.of((update) => {
                    if (!update.selectionSet && !update.docChanged) return;
                    if (update.docChanged) unsaved = true;
                    const { state } = update;
                    picture.mark(state.doc.lineAt(state.selection.main.head).number);
                }),
            ],
        }),
    });
    field.hidden = true;
    document.getElementById("numbered-lines").hidden = true;
    name.addEventListener("click", () => view.focus());
    field.form.addEventListener("submit", () => {
        field.value = view.state.doc.toString();
        unsaved = false;
    });
    window.addEventListener("beforeunload", (event) => {
        field.value = view.state.doc.toString();
        if (unsaved) event.preventDefault();
    });
    document.addEventListener("click", (event) => {
        const link = event.target.closest("a[href^='#line-']");
        if (!link) return;
        event.preventDefault();
        const line = Number(link.getAttribute("href").slice("#line-".length));
        const anchor = place(view.state.doc, line, 1);
        view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
        view.focus();
    });
}

const bench = document.getElementById("workbench");
if (bench) start(bench);
