/** Most things that are kept say nothing new: the address that follows is made from what was sent. */
export function keeping<Db, Input>(work: (db: Db, input: Input) => Promise<void>): (db: Db, input: Input) => Promise<Input> {
  return async (db, input) => {
    await work(db, input);
    return input;
  };
}
