import { getDocumentProxy } from 'unpdf';

/** What a reading voice gets of a PDF: pages, language, and the tagged words in their order. */
export interface ReadPdf {
  pages: number;
  /** Width and height of the first page, in points. */
  size: number[];
  language: string | undefined;
  isTagged: boolean;
  isUa: boolean;
  title: string;
  /** All words in the order of the tags, with single spaces. */
  words: string;
  /** Each tag with the words in it, in order: `H2` and "What helps". Decoration has none. */
  tagged: { role: string; words: string }[];
}

interface Node {
  role?: string;
  type?: string;
  id?: string;
  children?: Node[];
}

/** Reads a PDF as a reading program does. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const raw = Buffer.from(bytes).toString('latin1');
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const tagged: ReadPdf['tagged'] = [];
  let size: number[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    if (number === 1) size = page.view.slice(2).map(Math.round);
    const marked = new Map<string, string>();
    let open: string[] = [];
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    for (const item of items) {
      if ('str' in item) {
        const id = open.findLast(Boolean);
        if (id) marked.set(id, `${marked.get(id) ?? ''}${item.str}${item.hasEOL ? ' ' : ''}`);
      } else if (item.type === 'endMarkedContent') open.pop();
      else open.push(item.id ?? '');
    }
    open = [];
    const wordsIn = (node: Node): string => (node.type === 'content' ? (marked.get(node.id ?? '') ?? '') : (node.children ?? []).map(wordsIn).join(' '));
    const walk = (node: Node) => {
      const hasWords = node.children?.some(({ type }) => type === 'content');
      if (node.role && hasWords) tagged.push({ role: node.role, words: tidy(wordsIn(node)) });
      else for (const child of node.children ?? []) walk(child);
    };
    const tree = (await page.getStructTree()) as Node | null;
    if (tree) walk(tree);
  }
  const { info } = (await document.getMetadata()) as unknown as { info: { Title?: string; Language?: string } };
  return {
    pages: document.numPages,
    size,
    language: info.Language,
    isTagged: raw.includes('/StructTreeRoot') && raw.includes('/MarkInfo'),
    isUa: raw.includes('pdfuaid:part'),
    title: info.Title ?? '',
    words: tidy(tagged.map(({ words }) => words).join(' ')),
    tagged,
  };
}

function tidy(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}
