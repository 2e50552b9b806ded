/** Someone with a browser that has no JavaScript: it keeps cookies, follows links and sends forms. */
export interface Visitor {
  /** The page where they are. */
  page: Page;
  open(address: string): Promise<Page>;
  /** Follows the link with these words on the page. */
  follow(words: string): Promise<Page>;
  /** Presses the button with these words, with the form's fields filled in. */
  press(button: string, fields?: Record<string, string>): Promise<Page>;
  cookies: Map<string, string>;
}

/** A page as it came, and where it came from in the end. */
export interface Page {
  address: string;
  status: number;
  headers: Headers;
  html: string;
  /** Its words, without tags. */
  text: string;
}

/** A new visitor of the site at `origin`, with no cookies. */
export function visitor(origin: string): Visitor {
  const cookies = new Map<string, string>();

  async function send(address: string, init: RequestInit = {}): Promise<Page> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(new URL(address, origin), { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) keep(cookie);
    const location = response.headers.get('location');
    if (location) return send(new URL(location, new URL(address, origin)).href);
    const html = await response.text();
    return (me.page = { address: new URL(address, origin).href, status: response.status, headers: response.headers, html, text: textOf(html) });
  }

  function keep(cookie: string): void {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
    if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie) || value === 'deleted') cookies.delete(name);
    else cookies.set(name, value);
  }

  const me: Visitor = {
    cookies,
    page: { address: origin, status: 0, headers: new Headers(), html: '', text: '' },
    open: (address) => send(address),
    follow: (words) => {
      const link = [...me.page.html.matchAll(/<a\s[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].find(([, , inner]) => textOf(inner ?? '') === words);
      if (!link) throw new Error(`There is no link "${words}" on ${me.page.address}.`);
      return send(new URL(decode(link[1] ?? ''), me.page.address).href);
    },
    press: (button, fields = {}) => {
      const form = [...me.page.html.matchAll(/<form\s[\s\S]*?<\/form>/g)]
        .map(([html]) => html)
        .find((html) => buttonsOf(html).some(({ words }) => words === button));
      if (!form) throw new Error(`There is no button "${button}" on ${me.page.address}:\n${me.page.text}`);
      const body = new URLSearchParams();
      for (const [input] of form.matchAll(/<input[^>]*type="(?:hidden|radio|checkbox)"[^>]*>/g)) {
        if (/type="(radio|checkbox)"/.test(input) && !/\schecked/.test(input)) continue;
        body.set(attribute(input, 'name'), attribute(input, 'value'));
      }
      const pressed = buttonsOf(form).find(({ words }) => words === button);
      if (pressed?.name) body.set(pressed.name, pressed.value);
      // An empty box is one without its tick.
      for (const [name, value] of Object.entries(fields)) {
        if (value === '' && /^see |^shared$/.test(name)) body.delete(name);
        else body.set(name, value);
      }
      const action = new URL(pressed?.action || decode(/action="([^"]*)"/.exec(form)?.[1] ?? ''), me.page.address);
      return send(action.href, { method: 'POST', body, headers: { origin: new URL(origin).origin } });
    },
  };
  return me;
}

function buttonsOf(form: string) {
  return [...form.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)].map(([, tag = '', inner = '']) => ({
    words: textOf(inner),
    name: attribute(tag, 'name'),
    value: attribute(tag, 'value'),
    action: attribute(tag, 'formaction'),
  }));
}

function attribute(tag: string, name: string): string {
  return decode(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

/** The words of some HTML, without tags. */
export function textOf(html: string): string {
  return decode(html.replace(/<(style|script|head)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function decode(html: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
  return html
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([\da-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&(\w+);/g, (whole, name: string) => named[name] ?? whole);
}
