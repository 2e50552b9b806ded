// Keeps what someone writes in a form in this tab alone, until they close it: a reload or the back button loses nothing.
// On a device that others use, nothing stays.
const box = document.querySelector<HTMLElement>('[data-draft]');
const form = box?.querySelector('form');
const key = `draft-${box?.dataset.draft}`;

function fields(): (HTMLInputElement | HTMLTextAreaElement)[] {
  return [...(form?.elements ?? [])].filter((each): each is HTMLInputElement | HTMLTextAreaElement => 'value' in each && each.tagName !== 'BUTTON');
}

function keep(): void {
  const filled = fields().flatMap((field) =>
    field instanceof HTMLInputElement && field.type === 'checkbox'
      ? field.checked
        ? [[field.name, 'on']]
        : []
      : field.value
        ? [[field.name, field.value]]
        : [],
  );
  sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(filled)));
}

function bringBack(): void {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, string>;
  for (const field of fields()) {
    const value = kept[field.name];
    if (!value) continue;
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = true;
    else if (!field.value) field.value = value;
  }
}

if (form) {
  bringBack();
  form.addEventListener('input', keep);
  document.querySelector(`[data-forget]`)?.addEventListener('click', () => sessionStorage.removeItem(key));
}
