/** Adds styles to the page that come with a script: pages that nobody asked for it stay light. */
export function dress(styles: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);
}
