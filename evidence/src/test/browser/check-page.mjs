// Opens report.html in Chromium, in both languages at two widths; see README.md.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, out = "out"] = process.argv.slice(2);
if (!file) {
  console.error("usage: node check-page.mjs REPORT.html [FOLDER]");
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const address = pathToFileURL(resolve(file)).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = { desktop: 1280, phone: 390 };
const faults = [];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
try {
  for (const [name, width] of Object.entries(widths)) {
    for (const language of ["en", "nl"]) {
      await look(name, width, language);
    }
  }
} finally {
  await browser.close();
}
faults.forEach((fault) => console.error("FAULT " + fault));
console.log(faults.length === 0 ? "no faults" : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

async function look(name, width, language) {
  const where = `${name} ${language}`;
  const fault = (text) => faults.push(`${where}: ${text}`);
  const page = await browser.newPage({ viewport: { width, height: 900 }, deviceScaleFactor: 1 });
  page.on("console", (message) => fault(`console: ${message.text()}`));
  page.on("pageerror", (error) => fault(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith("data:")) {
      fault(`request to ${url}`);
    }
  });
  await page.goto(address);
  if (language === "nl") {
    await page.locator("#language-en").focus();
    await page.keyboard.press("ArrowRight");
  }
  for (const other of ["en", "nl"]) {
    if ((await page.locator(`.page.${other}`).isVisible()) !== (other === language)) {
      fault(`language ${other} is ${other === language ? "hidden" : "shown"}`);
    }
  }
  await page.screenshot({ path: join(out, `${name}-${language}.png`), fullPage: true });

  // with everything unfolded, so that nothing is hidden from the checks
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) {
    fault(`the page is ${wide} pixels wider than the screen`);
  }
  for (const text of await page.evaluate(collisions)) {
    fault(`chart: ${text}`);
  }
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => axe.run(document));
  for (const { id, impact, nodes } of violations) {
    const text = `axe ${impact} ${id}: ${nodes.length} x ${nodes[0].target} ${nodes[0].failureSummary}`;
    if (impact === "serious" || impact === "critical") {
      fault(text);
    } else {
      console.log(`${where}: ${text}`);
    }
  }
  console.log(`${where}: ${passes.length} rules of axe hold, ${violations.length} do not`);
  if (name === "desktop") {
    await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = false)));
    await page.pdf({
      path: join(out, `report-${language}.pdf`), preferCSSPageSize: true, printBackground: true, tagged: true,
    });
  }
  await page.close();
}

/** Texts of charts that run over each other or out of the drawing. */
function collisions() {
  const found = [];
  for (const chart of document.querySelectorAll("svg.chart")) {
    const frame = chart.getBoundingClientRect();
    if (frame.width === 0) {
      continue;
    }
    const texts = [...chart.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    texts.forEach(([text, box], index) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1) {
        found.push(`"${text}" runs out`);
      }
      for (const [other, against] of texts.slice(index + 1)) {
        const across = Math.min(box.right, against.right) - Math.max(box.left, against.left);
        const down = Math.min(box.bottom, against.bottom) - Math.max(box.top, against.top);
        if (across > 1 && down > 3) {
          found.push(`"${text}" runs over "${other}"`);
        }
      }
    });
  }
  return found;
}
