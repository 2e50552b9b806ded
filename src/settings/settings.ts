import type { AstroCookies } from 'astro';
import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { keepChoice, scanCookie, settingsBeforeCookie, settingsCookie } from '#shared-page.ts';
import { formatSettings, parseSettings, type Settings } from './setting.ts';

/** How long undo works, in seconds. */
const undoFor = 60 * 60;

/**
 * Keeps settings on this device for a year, and those before them for undo. Where other people use the device, only while
 * the browser is open. Settings that are all normal leave nothing behind.
 */
export function writeSettings(cookies: AstroCookies, chosen: Settings, before: Settings, isShared: boolean): void {
  keepChoice(cookies, settingsCookie(), formatSettings(chosen), isShared ? 'while open' : undefined);
  // An empty value would delete the cookie, and all as it was at first is something to go back to as well.
  keepChoice(cookies, settingsBeforeCookie(), formatSettings(before) || 'none', undoFor);
}

/** The settings before those of now, as undo brings them back. Undefined where nothing was changed in the last hour. */
export function readSettingsBefore(cookies: AstroCookies): Settings | undefined {
  const kept = cookies.get(settingsBeforeCookie())?.value;
  return kept ? parseSettings(kept) : undefined;
}

/** Takes all settings off this device, the ones before them too, and how someone uses the board of pictures. */
export function clearSettings(cookies: AstroCookies): void {
  keepChoice(cookies, settingsCookie(), '');
  keepChoice(cookies, settingsBeforeCookie(), '');
  keepChoice(cookies, scanCookie(), '');
}

/** Keeps settings with the viewer. Settings that are all normal leave nothing behind. */
export async function keepSettings(db: Db, chosen: Settings): Promise<void> {
  const kept = formatSettings(chosen);
  if (!kept) return forgetSettings(db);
  const row = { personId: sql<string>`current_person()`, kept, keptAt: sql<Date>`now()` };
  await db
    .insertInto('readingSettings')
    .values(row)
    .onConflict((conflict) => conflict.column('personId').doUpdateSet({ kept: row.kept, keptAt: row.keptAt }))
    .execute();
}

/** The settings that are kept with the viewer. Undefined where none are. */
export async function findSettings(db: Db): Promise<Settings | undefined> {
  const row = await db.selectFrom('readingSettings').select('kept').executeTakeFirst();
  return row && parseSettings(row.kept);
}

/** Deletes the settings that are kept with the viewer. */
export async function forgetSettings(db: Db): Promise<void> {
  await db.deleteFrom('readingSettings').execute();
}

/** Gives a device where someone signs in the settings that are kept with them. Where other people use it, only until the browser is closed. */
export async function bringSettings(db: Db, cookies: AstroCookies): Promise<void> {
  const chosen = await findSettings(db);
  if (chosen) keepChoice(cookies, settingsCookie(), formatSettings(chosen), (await isSharedDevice(db)) ? 'while open' : undefined);
}

/** True where the viewer said that other people use this device. */
export async function isSharedDevice(db: Db): Promise<boolean> {
  const { rows } = await sql<{ isShared: boolean }>`select on_shared_device() as is_shared`.execute(db);
  return rows[0]?.isShared ?? false;
}
