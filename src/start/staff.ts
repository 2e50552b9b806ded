import { join } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { listAreas } from '#areas/areas.ts';
import { Problem } from '#problem.ts';
import { asOwner } from './as-owner.ts';
import { root } from './build.ts';
import { run } from './run.ts';

const usage = 'npm run staff -- "Gwen Ashby" gwen.ashby@example.org "team lead" staffordshire "01632 960123"';

/**
 * `npm run staff`: adds someone who works for the service, the first team lead too, and sends them a link to make their
 * passkey. Run again for the same person it sends a new link. The email goes out while the service runs.
 */
await run(async () => {
  const [name, address, job, area, phone] = process.argv.slice(2);
  const Staff = z.object({
    name: z.string().trim().min(3).max(120),
    address: z.email(),
    job: z.enum(['key worker', 'team lead']),
    area: z.enum(listAreas(join(root, 'content'))),
    phone: z.string().regex(/^[\d ]{5,20}$/),
  });
  const given = Staff.safeParse({ name, address, job, area, phone });
  if (!given.success) throw new Problem(`Look at the ${String(given.error.issues[0]?.path[0])}. It goes like this: ${usage}`);
  const staff = given.data;
  await asOwner(process.env, async (db) => {
    try {
      await sql`select add_staff(${staff.name}, ${staff.name.split(' ')[0]}, ${staff.address}, ${staff.job}, ${staff.area}, ${staff.phone})`.execute(db);
    } catch (error) {
      throw (error as { code?: string }).code === 'AS002' ? new Problem('Someone else has this address already.') : error;
    }
  });
  console.log(`${staff.name} gets an email with a link to start. It works for 7 days.`);
  return async () => undefined;
}, 'Nobody was added.');
