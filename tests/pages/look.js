// Opens every page of some folders in headless Chromium, at two widths, in light and dark, and on paper, and says what
// does not hold: nothing on the console, no request but the file itself, no sideways scrolling, at most four sheets of A4,
// no serious finding of axe-core, no link that leads nowhere.

const fs = require("fs");
const path = require("path");
const url = require("url");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [folder, pictures] = process.argv.slice(2);
const WIDTHS = [1280, 390];
const SCHEMES = ["light", "dark"];
const MOST_SHEETS = 4;
// Of every folder so many pages are looked at in all ways, with its index; the others on paper.
const THOROUGHLY = 2;

let failures = 0;
let looked = 0;
let most = 0;

function watch(page, address, fail) {
  page.on("console", (message) => fail(`console: ${message.text()}`));
  page.on("pageerror", (error) => fail(`error: ${error.message}`));
  page.on("request", (request) => request.url().split("#")[0] === address || fail(`asks for ${request.url()}`));
}

async function look(browser, file, thoroughly) {
  const address = url.pathToFileURL(file).href;
  const name = path.relative(folder, file);
  const fail = (what) => {
    failures += 1;
    console.error(`${name}: ${what}`);
  };
  const ways = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => [width, scheme]));
  for (const [width, scheme] of thoroughly ? ways : []) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
    const page = await context.newPage();
    watch(page, address, fail);
    await page.goto(address);
    for (const open of [false, true]) {
      if (open) await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
      const how = `${width} ${scheme}${open ? ", unfolded" : ""}`;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) fail(`scrolls sideways by ${wide} at ${how}`);
      await page.evaluate(axe);
      const rules = { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] };
      const found = await page.evaluate((rules) => axe.run(document, rules), rules);
      for (const violation of found.violations.filter((found) => ["serious", "critical"].includes(found.impact))) {
        const where = violation.nodes.slice(0, 3).map((node) => node.target.join(" "));
        fail(`axe at ${how}: ${violation.id}, ${violation.help} (${where.join("; ")})`);
      }
    }
    const lost = await page.evaluate(() => {
      const ids = [...document.querySelectorAll("[id]")].map((part) => part.id);
      const doubled = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two places ${id}`);
      const links = [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute("href").slice(1));
      return doubled.concat(links.filter((id) => !ids.includes(id)).map((id) => `no place ${id}`));
    });
    lost.forEach(fail);
    // What a link leads to is unfolded.
    const link = page.locator('a[href^="#"]').nth(1);
    if ((await link.count()) > 0) {
      await page.goto(address);
      await link.click();
      const target = (await link.getAttribute("href")).slice(1);
      if (!(await page.locator(`[id="${target}"]`).isVisible())) fail(`a link to ${target} does not unfold it`);
    }
    await context.close();
  }
  const context = await browser.newContext();
  const page = await context.newPage();
  watch(page, address, fail);
  await page.goto(address);
  const paper = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  const sheets = (paper.toString("latin1").match(/\/Type\s*\/Page[^s]/g) || []).length;
  const is_index = path.basename(file) === "index.html";
  if (!is_index) most = Math.max(most, sheets);
  if (sheets === 0 || (!is_index && sheets > MOST_SHEETS)) fail(`${sheets} sheets of paper`);
  if (pictures && thoroughly) fs.writeFileSync(path.join(pictures, `${name.replace(/[/]/g, "-")}.pdf`), paper);
  await context.close();
  looked += 1;
}

async function main() {
  const browser = await chromium.launch({
    executablePath: process.env.HENG_BROWSER,
    args: process.getuid() === 0 ? ["--no-sandbox"] : [],
  });
  for (const set of fs.readdirSync(folder).sort()) {
    const files = fs.readdirSync(path.join(folder, set)).sort();
    for (const [at, file] of files.entries()) {
      await look(browser, path.join(folder, set, file), at < THOROUGHLY || file === "index.html");
    }
  }
  await browser.close();
  console.log(`pages: ${looked} looked at, at most ${most} sheets of A4 a subject, ${failures} failures`);
  process.exit(failures === 0 && looked > 0 ? 0 : 1);
}

main();
