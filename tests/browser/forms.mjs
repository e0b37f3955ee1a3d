// Filling in the forms of tasks as people do, by the names of their fields.
import assert from "node:assert/strict";

/** Writes values into the fields of a form: `order.lines.0.need` is the need of its first line. */
export async function write(page, values) {
    for (const [path, value] of Object.entries(values)) {
        const name = `f-${path.replaceAll(".", "-")}`;
        const field = page.locator(`main [name="${name}"]`).first();
        await field.waitFor({ state: "attached" });
        const kind = await field.evaluate(({ tagName, type }) => (type === "radio" ? "radio" : tagName.toLowerCase()));
        if (kind === "select") await field.selectOption(value);
        else if (kind === "radio") await page.locator(`main [name="${name}"][value="${value}"]`).check({ force: true });
        else await field.fill(value);
    }
}

/** What the page says is wrong with what was written. */
const wrong = async (page) => (await page.locator(".alert-error, .form-error-message").allInnerTexts()).join("; ");

/** Opens a task of a case, writes what its form asks for and says that it is done. */
export async function complete(page, at, item, values = {}) {
    await page.goto(`${at}/tasks/${item}`);
    await write(page, values);
    await page.locator("main .button-group button[value='complete']").click();
    await page.waitForLoadState();
    assert.equal(await wrong(page), "", `${item} at ${page.url()}`);
    assert.ok(!page.url().includes("/tasks/"), `${item} still stands at ${page.url()}`);
}
