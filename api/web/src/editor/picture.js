// The picture beside the file: drawn anew as the file changes, with the box that the cursor is in marked.

export class Picture {
    constructor(frame) {
        this.frame = frame;
        this.lines = [];
        this.line = 1;
    }

    /** Shows what the server drew; where the file cannot be read the last picture stays. */
    show({ picture, lines }) {
        if (!picture) return;
        const [left, top] = [this.frame.firstElementChild?.scrollLeft ?? 0, this.frame.firstElementChild?.scrollTop ?? 0];
        this.frame.innerHTML = picture;
        this.frame.firstElementChild?.scrollTo(left, top);
        this.lines = Object.entries(lines).sort(([, one], [, other]) => one - other);
        this.mark(this.line);
    }

    /** Marks the box that a line of the file belongs to: the last one that begins above it. */
    mark(line) {
        this.line = line;
        this.frame.querySelector(".at-cursor")?.classList.remove("at-cursor");
        const [id] = this.lines.findLast(([, first]) => first <= line) ?? [];
        if (id) document.getElementById(id)?.classList.add("at-cursor");
    }
}
