import type pg from 'pg';
import { deparse } from 'pgsql-deparser';
import { parse } from 'pgsql-parser';

/** A rule with one part taken out, and the SQL that puts it in the place of the real one. */
export interface Mutant {
  /** The policy or function, and what it has lost. */
  name: string;
  sql: string;
}

/** Functions that the policies rest on. */
export const ruleFunctions = [
  'charges_of',
  'caseload_of',
  'young_people_of',
  'allowed_to',
  'readable',
  'open_record',
  'with_parental_responsibility',
  'may_give',
  'i_decide',
  'i_answer_for',
  'i_answer_now',
  'is_restricted',
  'is_restricted_at_all',
  'is_frozen',
  'decider',
  'is_fresh',
  'my_threads',
  'my_voice',
  'is_replaced',
  'my_open_threads',
  'readers_of',
  'my_readers',
  'i_read_from',
  'is_mine',
  'take_back',
  'start_thread',
  'current_person',
  'open_stages',
  'review_about',
  'recommendation_about',
  'raised',
  'i_care_for',
  'i_help_at_meetings',
  'i_write_beside',
  'could_share',
  'could_show',
  'i_could_share',
  'i_know_link',
  'ask_for_place',
  'my_place_ask',
  'stop_place_ask',
  'confirm_place',
  'forget_place',
  'add_push',
  'keep_absence',
  'failed_notices',
  'see_failed',
  'has_changed',
  'my_device_key',
  'may_say_away',
  'covers_for',
  'possible_covers',
  'works_for',
  'stands_there',
  'end_cover',
  'begin_cover',
  'end_absence',
  'absences_of',
  'waiting_in_team',
  'step_in',
];

type Node = Record<string, unknown>;
type Tree = { stmts: { stmt: Node }[] };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const yes = { A_Const: { boolval: { boolval: true }, location: -1 } };

/** One part that can be taken out: where it is, what to write there, and how it reads. */
interface Cut {
  holder: Node | unknown[];
  key: string | number;
  instead: unknown;
  lost: unknown;
  why: string;
}

// Every arm of every AND and OR, every NOT, every half of a UNION, and each whole condition.
function* cutsIn(value: unknown): Generator<Cut> {
  if (!isNode(value)) return;
  for (const [key, child] of Object.entries(value)) {
    if (!isNode(child)) continue;
    const bool = child['BoolExpr'] as { boolop: string; args: unknown[] } | undefined;
    if (bool?.boolop === 'NOT_EXPR') yield { holder: value, key, instead: bool.args[0], lost: child, why: 'not' };
    else if (bool) {
      const word = bool.boolop === 'AND_EXPR' ? 'and' : 'or';
      for (const [i, arm] of bool.args.entries()) {
        const rest = bool.args.toSpliced(i, 1);
        yield { holder: value, key, instead: rest.length === 1 ? rest[0] : { BoolExpr: { ...bool, args: rest } }, lost: arm, why: word };
      }
    }
    if (key === 'whereClause' && !bool) yield { holder: value, key, instead: yes, lost: child, why: 'where' };
    // A part that is negated as a word of its own: `not in`, `not exists` come as NOT; `<>` as an operator.
    yield* cutsIn(child);
    const select = (child['SelectStmt'] ?? (key === 'larg' || key === 'rarg' ? child : undefined)) as Node | undefined;
    if (select?.['op'] === 'SETOP_UNION') {
      for (const [side, lost] of [
        ['larg', 'rarg'],
        ['rarg', 'larg'],
      ] as const) {
        const kept = child['SelectStmt'] ? { SelectStmt: select[side] } : select[side];
        yield { holder: value, key, instead: kept, lost: { SelectStmt: select[lost] }, why: 'union' };
      }
    }
    const chosen = child['CaseExpr'] as { args: Node[] } | undefined;
    for (const [i, when] of (chosen?.args ?? []).entries()) {
      if (chosen!.args.length > 1)
        yield {
          holder: value,
          key,
          instead: { CaseExpr: { ...chosen, args: chosen!.args.toSpliced(i, 1) } },
          lost: (when['CaseWhen'] as Node)['expr'],
          why: 'case',
        };
    }
  }
}

const inOneLine = async (node: unknown) =>
  (
    await deparse({
      stmts: [{ stmt: { SelectStmt: { targetList: [{ ResTarget: { val: node } }], limitOption: 'LIMIT_OPTION_DEFAULT', op: 'SETOP_NONE' } } }],
    } as never)
  )
    .replace(/\s+/g, ' ')
    .replace(/^SELECT /, '');

// Each cut by itself: put in, written out, taken back.
async function* cut(root: Node, whole: () => Promise<string>): AsyncGenerator<Mutant> {
  // All of them first: a walk would follow what is changed under it.
  const cuts = Array.from(cutsIn(root));
  for (const { holder, key, instead, lost, why } of cuts) {
    const was = (holder as Node)[key];
    (holder as Node)[key] = instead;
    const words = isNode(lost) && 'SelectStmt' in lost ? (await deparse({ stmts: [{ stmt: lost }] } as never)).replace(/\s+/g, ' ') : await inOneLine(lost);
    yield { name: `without ${why}: ${words}`, sql: await whole() };
    (holder as Node)[key] = was;
  }
}

interface Policy {
  tablename: string;
  policyname: string;
  qual: string | null;
  with_check: string | null;
}

/** Every policy for people and the worker with one part less, and each with nothing asked at all. */
export async function mutatePolicies(client: pg.Client): Promise<Mutant[]> {
  const { rows } = await client.query<Policy>(
    `select tablename, policyname, qual, with_check from pg_policies where schemaname = 'public' and roles && '{viewer,worker}' order by 1, 2`,
  );
  const mutants: Mutant[] = [];
  for (const { tablename, policyname, ...conditions } of rows) {
    for (const [column, clause] of [
      ['qual', 'using'],
      ['with_check', 'with check'],
    ] as const) {
      const condition = conditions[column];
      if (condition === null || condition === 'true') continue;
      const alter = (words: string) => `alter policy "${policyname.replaceAll('"', '""')}" on ${tablename} ${clause} (${words})`;
      const name = `${tablename}: ${policyname} (${clause})`;
      mutants.push({ name: `${name} without all of it`, sql: alter('true') });
      const root = { val: ((await parse(`select ${condition}`)) as unknown as Tree).stmts[0]!.stmt };
      const target = root.val['SelectStmt'] as Node;
      const result = (target['targetList'] as { ResTarget: Node }[])[0]!.ResTarget;
      for await (const one of cut(result, async () => alter(await inOneLine(result['val'])))) mutants.push({ name: `${name} ${one.name}`, sql: one.sql });
    }
  }
  return mutants;
}

// In a body of plpgsql: what an IF asks, and statements that stand where one begins, up to where a row of theirs goes.
const sqlInBody =
  /(?<=^\s*if\s)[\s\S]+?(?=\sthen$)|(?<=(?:;|\b(?:begin|then|else|loop))\s+(?:--.*\s+)*)(?:delete|insert|select|update)\b[^;]+?(?=(?:\sinto\s\w+)?;)/gim;

async function* cutBody(definition: string): AsyncGenerator<Mutant> {
  for (const { 0: part, index } of definition.matchAll(sqlInBody)) {
    const isStatement = /^\s*(?:delete|insert|select|update)\b/i.test(part);
    const tree = (await parse(isStatement ? part : `select ${part}`)) as unknown as Tree;
    const words = async () => (isStatement ? deparse(tree as never) : (await deparse(tree as never)).replace(/^SELECT/, ''));
    yield* cut(tree.stmts[0]!, async () => definition.slice(0, index) + (await words()) + definition.slice(index + part.length));
  }
}

/** Every rule function with one part less; or, for comparison, `whole`. */
export async function mutateFunctions(client: pg.Client, how: 'less' | 'whole' = 'less'): Promise<Mutant[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select proname as name, pg_get_functiondef(oid) as definition from pg_proc where pronamespace = 'public'::regnamespace and proname = any ($1) order by proname`,
    [ruleFunctions],
  );
  const mutants: Mutant[] = [];
  for (const { name, definition } of rows) {
    const tree = (await parse(definition)) as unknown as Tree;
    const created = tree.stmts[0]!.stmt['CreateFunctionStmt'] as Node;
    const whole = async () => deparse(tree as never);
    if (how === 'whole') mutants.push({ name, sql: await whole() });
    else {
      const cuts = created['sql_body'] ? cut({ body: created['sql_body'] }, whole) : cutBody(definition);
      for await (const one of cuts) mutants.push({ name: `${name} ${one.name}`, sql: one.sql });
    }
  }
  return mutants;
}
