/** A paper about a young person, as words. The day on it as `2026-05-04`. */
export interface Document {
  id: string;
  title: string;
  words: string;
  datedOn: string;
}
