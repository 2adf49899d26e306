// What a person does in the window of VS Code, as functions over a Playwright page.
import { setTimeout as sleep } from 'node:timers/promises';

const selectors = {
  explorerRow: '.explorer-folders-view .monaco-list-row',
  squiggle: '.monaco-editor .squiggly-warning, .monaco-editor .squiggly-error',
  hover: '.monaco-hover-content',
  suggestion: '.suggest-widget .monaco-list-row',
  action: '.action-widget .monaco-list-row',
  problem: '.markers-panel .monaco-list-row',
  treeRow: '.pane-body .monaco-list-row',
  palette: '.quick-input-widget .quick-input-box input',
  paletteRow: '.quick-input-list .monaco-list-row',
  output: '.output-view-container .view-lines, .panel .output .view-lines, .panel .view-lines',
};

/** Pictures would catch a hover or menu while it fades in. */
const fadeMs = 400;

/** Runs in the page: the rectangle of a text in a line of the editor. @param {Element} line @param {string} text */
function rangeOf(line, text) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  /** @type {{ node: Node, start: number }[]} */
  const parts = [];
  let whole = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    parts.push({ node, start: whole.length });
    whole += node.textContent;
  }
  const from = whole.replaceAll('\u00a0', ' ').indexOf(text);
  /** @param {number} at */
  const pointAt = (at) => parts.findLast(({ start }) => start <= at) ?? parts[0];
  const [first, last] = [pointAt(from), pointAt(from + text.length - 1)];
  const range = document.createRange();
  range.setStart(first.node, from - first.start);
  range.setEnd(last.node, from + text.length - last.start);
  const { x, y, width, height } = range.getBoundingClientRect();
  return { x, y, width, height };
}

/** @param {any} page */
export function windowOf(page) {
  /** @param {string} selector @param {string} text */
  const row = (selector, text) => page.locator(selector, { hasText: text }).first();

  const self = {
    page,
    settle: () => sleep(fadeMs),

    /** @param {string} address */
    async goto(address) {
      await page.goto(address);
      await page.waitForSelector(selectors.explorerRow, { timeout: 60_000 });
    },
    /** Opens a file below a folder of the explorer. @param {string} folder @param {string} file */
    async openFile(folder, file) {
      const target = row(selectors.explorerRow, file);
      if (folder !== '' && !(await target.isVisible())) await row(selectors.explorerRow, folder).click();
      await target.dblclick();
      await page.waitForSelector('.monaco-editor .view-line');
    },
    squiggles: () => page.locator(selectors.squiggle),
    /** Where a text of the editor is. It may lie over several tokens, and the text layer lies above squiggles, so the mouse goes by place. @param {string} text */
    async boxOf(text) {
      const line = page.locator('.editor-instance .view-line', { hasText: text }).first();
      return line.evaluate(rangeOf, text);
    },
    /** @param {string} text */
    async hover(text) {
      const box = await self.boxOf(text);
      await page.mouse.move(box.x + 20, box.y + box.height / 2, { steps: 4 });
      await page.waitForSelector(selectors.hover);
      await self.settle();
      return page.locator(selectors.hover).allInnerTexts();
    },
    /** Puts the cursor at the end of the line that begins with this text. @param {string} text */
    async clickLine(text) {
      const box = await self.boxOf(text);
      await page.mouse.click(box.x + 4, box.y + box.height / 2);
      await page.keyboard.press('End');
    },
    async suggestions() {
      await page.keyboard.press('Control+Space');
      await page.waitForSelector(selectors.suggestion);
      await self.settle();
      return page.locator(selectors.suggestion).allInnerTexts();
    },
    async quickFixes() {
      await page.keyboard.press('Control+.');
      await page.waitForSelector(selectors.action);
      await self.settle();
      return page.locator(selectors.action).allInnerTexts();
    },
    escape: () => page.keyboard.press('Escape'),
    async problems() {
      await self.command('Problems: Focus on Problems View');
      await page.waitForSelector(selectors.problem);
      await self.settle();
      return page.locator(selectors.problem).allInnerTexts();
    },
    /** @param {string} name */
    async openContainer(name) {
      await page.click(`.activitybar a.action-label[aria-label^="${name}"]`);
    },
    /** @param {string} text */
    async treeRow(text) {
      const found = row(selectors.treeRow, text);
      await found.waitFor();
      return found;
    },
    /** Clicks an inline button of a row of a tree. @param {string} text @param {string} title */
    async rowAction(text, title) {
      const found = await self.treeRow(text);
      await found.hover();
      await found.locator(`.actions a[aria-label^="${title}"]`).click();
    },
    /** Commands of the palette that match. @param {string} title */
    async offeredCommands(title) {
      await page.keyboard.press('F1');
      await page.waitForSelector(selectors.palette);
      await page.locator(selectors.palette).fill(`>${title}`);
      await page.waitForSelector(selectors.paletteRow);
      await self.settle();
      return page.locator(selectors.paletteRow).allInnerTexts();
    },
    /** @param {string} title */
    async command(title) {
      const words = title.replace(/^.*: /, '');
      // The palette of a busy window shows similar commands until it knows all of them, and does not look again by itself.
      for (let tries = 0; tries < 10 && !(await self.offeredCommands(title)).some((text) => text.includes(words)); tries++)
        await self.escape();
      await row(selectors.paletteRow, words).click();
    },
    /** The page inside a view of web content that has such an element. A frame that goes while it is asked has none. @param {string} selector */
    async webPage(selector) {
      for (const frame of page.frames())
        if (
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      return undefined;
    },
    /** @param {string} name */
    async theme(name) {
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+t');
      await page.waitForSelector(selectors.palette);
      await page.locator(selectors.palette).fill(name);
      await self.settle();
      await page.keyboard.press('Enter');
      await self.settle();
    },
    /** Text of the output panel; an editor writes blanks as non-breaking ones. */
    async output() {
      const parts = await page.locator(selectors.output).allInnerTexts();
      return parts.join('\n').replaceAll('\u00a0', ' ');
    },
  };
  return self;
}
