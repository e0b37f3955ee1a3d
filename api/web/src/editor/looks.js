// How the editor looks: the pages' own colours, each at least 4.5 to 1 on white. Keys, texts and notes are known by how a line is
// written; a parser of YAML would weigh more than all of this.
import { Decoration, EditorView, MatchDecorator, ViewPlugin } from "@codemirror/view";

/** A note, a text in quotes, a key, a number or a yes and no: the first that fits. */
const PIECES = /(#.*$)|("(?:[^"\\]|\\.)*"|'[^']*')|([\p{L}\p{N}_-]+)(?=:(?:\s|$))|(?<=[\s[{:,])(\d+(?:\.\d+)?|true|false)(?=[\s,\]}]|$)/gmu;

const MARKS = ["note", "quoted", "key", "value"].map((name) => Decoration.mark({ class: name }));

const pieces = new MatchDecorator({
    regexp: PIECES,
    decoration: (found) => MARKS[found.slice(1).findIndex((piece) => piece !== undefined)],
});

const coloured = ViewPlugin.define(
    (view) => ({
        marks: pieces.createDeco(view),
        update(update) {
            this.marks = pieces.updateDeco(update, this.marks);
        },
    }),
    { decorations: (plugin) => plugin.marks },
);

// What the packages draw as images is drawn as lines: the page loads no image from within a style.
const theme = EditorView.theme({
    "&": { border: "1px solid #747474", backgroundColor: "#ffffff", color: "#1a1a1a", fontSize: "1.5rem" },
    "&.cm-focused": { outline: "4px solid #747474" },
    ".cm-scroller": { fontFamily: "ui-monospace, monospace", lineHeight: "1.5", maxHeight: "70vh", overflow: "auto" },
    ".cm-content": { minHeight: "36rem" },
    ".cm-gutters": { backgroundColor: "#f5f5f5", color: "#555555" },
    ".note": { color: "#555555", fontStyle: "italic" },
    ".key": { color: "#004080" },
    ".value": { color: "#7a1f6b" },
    ".cm-lintRange": { backgroundImage: "none", textDecorationSkipInk: "none", textUnderlineOffset: "3px" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy #b3000c 2px" },
    ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline dotted #7a5300 3px" },
    ".cm-lintRange-active": { backgroundColor: "#fff3cd" },
    ".cm-tooltip": { backgroundColor: "#ffffff", color: "#1a1a1a", border: "1px solid #747474", maxWidth: "40rem" },
    ".cm-tooltip .explained": { padding: "0.4rem 0.8rem" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "#004080", color: "#ffffff" },
    ".cm-completionDetail": { fontStyle: "normal", marginLeft: "1rem" },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
    ".cm-completionInfo": { padding: "0.4rem 0.8rem" },
});

export const looks = [theme, coloured];
