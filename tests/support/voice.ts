import type { CDPSession, Page } from 'playwright-core';
import { plain } from './people/person.ts';

/** Something to press or fill in, as someone sees it. */
interface Control {
  words: string;
  /** Where it leads to, if it is a link. */
  href: string;
  html: string;
}

/**
 * What would go wrong for someone who speaks to their device, which listens for the names that the browser computes: a
 * control without words to say, one whose name does not begin with the words that are there to be read, and links of one
 * name that lead to different places. Gives each fault in a line.
 */
export async function voiceFaultsOn(page: Page): Promise<string[]> {
  const controls = await page.evaluate(findControls);
  const debug = await page.context().newCDPSession(page);
  const names = await namesOf(debug);
  await debug.detach();
  const places = new Map<string, Set<string>>();
  const faults = controls.flatMap(({ words, href, html }, index) => {
    const name = plain(names.get(index) ?? '');
    if (href) places.set(name, (places.get(name) ?? new Set()).add(href));
    if (!plain(words)) return [`no words: ${html}`];
    return name.startsWith(plain(words)) ? [] : [`the name is "${name}" and the words are "${plain(words)}": ${html}`];
  });
  const twofold = [...places].filter(([, hrefs]) => hrefs.size > 1).map(([name, hrefs]) => `"${name}" leads to ${[...hrefs].join(' and ')}`);
  return [...faults, ...twofold];
}

// Runs in the page: what can be pressed or filled in, with the words that are seen. Each gets a number, to know it by.
function findControls(): Control[] {
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [role=tab], [tabindex="0"]';
  // Words for screen readers only stand in a box that is as good as nothing.
  const isSeen = (text: Node, within: Element) => {
    for (let each = text.parentElement; each && within.contains(each); each = each.parentElement) {
      const { width, height } = each.getBoundingClientRect();
      if (getComputedStyle(each).display !== 'contents' && (width <= 1 || height <= 1)) return false;
    }
    return text.parentElement?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ?? false;
  };
  const wordsIn = (element: Element) => {
    const words: string[] = [];
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (isSeen(texts.currentNode, element)) words.push(texts.currentNode.textContent ?? '');
    return words.join('');
  };
  // What is folded away is there to be said as soon as someone unfolds it.
  for (const folded of document.querySelectorAll('details')) folded.open = true;
  const controls = [...document.querySelectorAll<HTMLElement>(all)].filter((element) => element.checkVisibility({ visibilityProperty: true }));
  return controls.map((element, index) => {
    element.dataset.heard = String(index);
    const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
    const isField = !(element instanceof HTMLButtonElement) && (labels.length > 0 || element.matches('input, select, textarea'));
    const words = isField ? labels.map(wordsIn).join(' ') : wordsIn(element);
    return { words, href: element instanceof HTMLAnchorElement ? element.href : '', html: element.outerHTML.slice(0, 120) };
  });
}

/** The names that the browser gives to the controls, by their number. */
async function namesOf(debug: CDPSession): Promise<Map<number, string>> {
  const [{ nodes }, { root }] = [await debug.send('Accessibility.getFullAXTree'), await debug.send('DOM.getDocument', { depth: -1 })];
  const names = new Map(nodes.map(({ backendDOMNodeId, name }) => [backendDOMNodeId, String(name?.value ?? '')]));
  const heard = new Map<number, string>();
  const look = ({ attributes = [], backendNodeId, children = [] }: typeof root): void => {
    const at = attributes.indexOf('data-heard');
    if (at >= 0) heard.set(Number(attributes[at + 1]), names.get(backendNodeId) ?? '');
    children.forEach(look);
  };
  look(root);
  return heard;
}
