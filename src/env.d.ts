/** Packs and unpacks fonts; it has no types of its own. */
declare module 'wawoff2' {
  export function decompress(font: Uint8Array): Promise<Uint8Array>;
}

declare namespace App {
  interface Locals {
    /** The moment of the request. Rules take it from here, never from the clock. */
    now: Date;
    language: import('#language/languages.ts').LanguageCode;
    t: import('#language/translate.ts').Translate;
    settings: import('#settings/setting.ts').Settings;
    /** The slug of the area that they chose. */
    area: string | undefined;
    /** What the settings put on `<html>`. */
    readingAttributes: Record<string, string>;
    viewer: import('#access/viewer.ts').Viewer | undefined;
    /** True once someone has signed out: their browser forgets what it kept of our pages. */
    hasLeft?: boolean;
    /** Set where a form could not be taken: why, and the words that someone had typed in it. */
    problem?: { status: number; typed: string };
  }
}
