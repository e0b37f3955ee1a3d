// The workbench: a process owner writes a new flow from empty to published with an error on the way; by scripts and without.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ENTRY, pathAt } from "../../api/web/src/editor/path.js";
import { NARROW, accessible, fitsAcross, signIn, visit } from "./browser.mjs";

/** The most that the page with the editor may load the first time, compressed, in bytes. */
const MAX_BYTES = 400_000;

/** Begins a new flow by its name. */
async function begin(page, name) {
    await page.goto("/workbench");
    await page.fill("#name", name);
    await page.fill("#title", "Ledsagelse");
    await page.click("form[action='/workbench'] button");
    assert.equal(new URL(page.url()).pathname, `/workbench/${name}`);
}

/** What stands in the editor, by its own lines. */
const written = (page) =>
    page.evaluate(() => [...document.querySelector(".editor-host").shadowRoot.querySelectorAll(".cm-line")].map((line) => line.textContent));

test("a place in a flow file is known by the keys above it", () => {
    for (const [text, path, key, word] of [
        ["", [], null, ""],
        ["par", [], null, "par"],
        ["flow: ", [], "flow", ""],
        ["parties:\n  ", ["parties"], null, ""],
        ["parties:\n  citizen:\n    title: Borger\n    si", ["parties", "citizen"], null, "si"],
        ["parties:\n  citizen:\n    side: ci", ["parties", "citizen"], "side", "ci"],
        ["does:\n  a: {task: A, b", ["does", "a"], null, "b"],
        ["does:\n  a: {task: {da: A}, by: c", ["does", "a"], "by", "c"],
        ["does:\n  a:\n    fills: [x.y, ", ["does", "a", "fills", ENTRY], null, ""],
        ["does:\n  a:\n    due:\n      ladder:\n        - {at: due, te", ["does", "a", "due", "ladder", ENTRY], null, "te"],
        ["does:\n  a:\n    due:\n      ladder:\n        - at: due\n          te", ["does", "a", "due", "ladder", ENTRY], null, "te"],
        ["does:\n  # b:\n  a:\n    when: x == \"a: b\" &", ["does", "a"], "when", null],
    ]) {
        const found = pathAt(text.split("\n"));
        assert.deepEqual([found.path, found.key], [path, key], text);
        if (word !== null) assert.equal(found.word, word, text);
    }
});

test("a new flow is written from empty to published with an error on the way", () =>
    visit("/sign-in", async (page) => {
        await signIn(page);
        await begin(page, "ledsagelse");
        await page.waitForSelector(".editor-host");
        const lines = await written(page);
        const at = lines.findIndex((line) => line.includes("by: caseworker"));
        // The cursor to the end of the line, and a letter too much.
        await page.locator(".editor-host .cm-line").nth(at).click();
        await page.keyboard.press("End");
        await page.keyboard.type("x");
        const link = `#findings-table a[href='#line-${at + 1}']`;
        await page.waitForSelector(link);
        await page.waitForSelector(".editor-host .cm-lintRange-error");
        await accessible(page);
        await page.click(link);
        await page.keyboard.press("End");
        await page.keyboard.press("Backspace");
        await page.waitForFunction(() => document.querySelector("#findings-table a") === null);
        await page.click("button[value='keep']");
        await page.click("a[href='/workbench/ledsagelse/publish']");
        await page.click("button[value='publish']");
        assert.equal(new URL(page.url()).pathname, "/flows/ledsagelse");
        assert.ok(await page.isVisible("svg.picture"));
    }));

test("the picture leads to the file and the file to the picture", () =>
    visit("/sign-in", async (page) => {
        await signIn(page);
        await begin(page, "billedet");
        await page.waitForSelector(".editor-host");
        // The first look at the file has come.
        await page.waitForSelector("#live-picture .at-cursor, #picture-first_task");
        await page.focus("#picture-first_task");
        await page.keyboard.press("Enter");
        await page.waitForSelector("#picture-first_task.at-cursor");
        const focused = await page.evaluate(() => document.activeElement.shadowRoot?.activeElement.className);
        assert.match(focused, /cm-content/);
        await page.keyboard.press("Control+Home");
        await page.waitForFunction(() => document.querySelector("#picture-first_task.at-cursor") === null);
    }));

test("a flow is written without scripts", () =>
    visit("/sign-in", async (page) => {
        await signIn(page);
        await begin(page, "uden_scripts");
        const text = await page.inputValue("#text");
        await page.fill("#text", text.replace("by: caseworker", "by: casewrker"));
        await page.click("button[value='check']");
        const line = await page.getAttribute("#findings-table a", "href");
        assert.match(await page.textContent(line), /casewrker/);
        await page.fill("#text", text);
        await page.click("button[value='keep']");
        await page.click("a[href$='/play']");
        await page.click("button[value='open first_task']");
        await page.click("button[value='complete']");
        assert.equal(await page.locator(".state-done").count(), 1);
        await page.click("a[href$='/publish']");
        await page.click("button[value='publish']");
        assert.equal(new URL(page.url()).pathname, "/flows/uden_scripts");
    }, { javaScriptEnabled: false }));

for (const [name, options] of [
    ["on a wide screen", {}],
    ["on a narrow screen", { viewport: NARROW }],
    ["in English", { locale: "en-GB" }],
]) {
    test(`every page of a draft is accessible ${name}`, () =>
        visit("/sign-in", async (page) => {
            await signIn(page);
            const flow = `sider_${name.replaceAll(" ", "_").toLowerCase()}`;
            await begin(page, flow);
            await page.waitForSelector(".editor-host");
            for (const part of ["", "/steps", "/play", "/scenarios", "/explore?ask=done&item=first_task", "/changes", "/handbook", "/trial", "/publish"]) {
                await page.goto(`/workbench/${flow}${part}`);
                if (part === "") await page.waitForSelector(".editor-host .cm-line");
                await accessible(page);
                await fitsAcross(page);
            }
            await page.goto(`/workbench/${flow}/play`);
            await page.click("button[value='open first_task']");
            await accessible(page);
            await fitsAcross(page);
            await page.goto("/workbench");
            await accessible(page);
            await fitsAcross(page);
        }, options));
}

test("the page with the editor is light enough", () =>
    visit("/sign-in", async (page) => {
        await signIn(page);
        await begin(page, "let");
        let bytes = 0;
        const session = await page.context().newCDPSession(page);
        await session.send("Network.enable");
        await session.send("Network.setCacheDisabled", { cacheDisabled: true });
        session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
        await page.reload();
        await page.waitForSelector(".editor-host .cm-line");
        await page.waitForLoadState("networkidle");
        assert.ok(bytes > 0 && bytes <= MAX_BYTES, `${bytes} bytes`);
        console.log(`the page with the editor: ${bytes} bytes compressed`);
    }));
