/** Something that whoever runs the service can mend. Its message is one clear line that says what is wrong and what to do. */
export class Problem extends Error {
  override name = 'Problem';
}

/** A mistake in what someone typed: the field, and the key in `errors` of content/words that says what to do. */
export class Mistake extends Error {
  override name = 'Mistake';
  readonly field: string;
  readonly word: string;

  constructor(field: string, word: string) {
    super(word);
    this.field = field;
    this.word = word;
  }
}
