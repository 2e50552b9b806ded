/** What of a young person can be shared, each by itself. The words are the field's; `content/words` has the family's. */
export const categories = ['plan', 'hard times', 'reviews', 'my views', 'messages', 'contacts', 'rating', 'documents'] as const;
export type Category = (typeof categories)[number];
