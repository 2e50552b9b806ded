import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import type { SignedInDevice } from './device.ts';

/** Where the viewer is signed in now, the device last used first. */
export async function listDevices(db: Db): Promise<SignedInDevice[]> {
  const { rows } = await sql<SignedInDevice>`select * from my_devices()`.execute(db);
  return rows;
}

/** Signs the viewer out on one of their devices, at once. Nothing happens where it is not theirs. */
export async function endDevice(db: Db, device: string): Promise<void> {
  await sql`select end_device(${device})`.execute(db);
}

/** Signs the viewer out on all their devices but this one. */
export async function endOtherDevices(db: Db): Promise<void> {
  await sql`select end_device(id) from my_devices() where not is_this`.execute(db);
}

/** From when a new way in works that someone made to help the viewer back in. Undefined where nobody did. */
export async function findWayBack(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ opensAt: Date | null }>`select my_way_back() as opens_at`.execute(db);
  return rows[0]?.opensAt ?? undefined;
}

/** Stops that new way in, because the viewer did not ask for it. */
export async function stopWayBack(db: Db): Promise<void> {
  await sql`select stop_way_back()`.execute(db);
}

/** The key, in base64, for what the viewer's browser keeps until there is internet. Undefined where other people use the device. */
export async function findDeviceKey(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ key: string | null }>`select encode(my_device_key(), 'base64') as key`.execute(db);
  return rows[0]?.key ?? undefined;
}
