import type { Communication, DocumentReference, Observation } from '@medplum/fhirtypes';
import { knownTiles, tilesInWords } from '#board/board.ts';
import { languageWritten } from '#language/written.ts';
import { dayOf } from '#language/dates.ts';
import type { ThreadMember } from '#messages/message.ts';
import { codesOf, inLanguage, written, type Making } from './element.ts';
import type { Everything } from './everything.ts';

/** Each message of the conversations in which the reader is, to those who were in it then. */
export function messagesOf({ threads = [] }: Everything, { patient, people, t, language: page }: Making): Communication[] {
  return threads.flatMap(({ members, messages }) =>
    messages.map(({ id, authorId, authorName, words, pictures, language, sentAt }) => ({
      resourceType: 'Communication' as const,
      id,
      meta: { lastUpdated: sentAt.toISOString() },
      status: 'completed' as const,
      subject: patient,
      sent: sentAt.toISOString(),
      sender: people.get(authorId) ?? { display: authorName },
      recipient: members
        .filter((member) => member.id !== authorId && wasThere(member, sentAt))
        .map((member) => people.get(member.id) ?? { display: member.name }),
      payload: [inLanguage({ contentString: written(words || tilesInWords(knownTiles(pictures), t)) }, 'contentString', words ? language : page)],
    })),
  );
}

// Who came to answer for someone could read from what waited then, which was before they came.
function wasThere({ joinedAt, leftAt, untilDay, readsFrom }: ThreadMember, sentAt: Date): boolean {
  return (readsFrom ?? joinedAt) <= sentAt && !(leftAt && leftAt < sentAt) && !(untilDay && untilDay < dayOf(sentAt));
}

/** The colours on the register, each since its day, and why. */
export function ratingsOf({ ratings = [] }: Everything, { t, patient }: Making): Observation[] {
  return ratings.map(({ id, rating, why, language, since }) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { text: t('sharing.category.rating') },
    subject: patient,
    effectiveDateTime: since,
    valueCodeableConcept: { coding: [{ system: codesOf('rating'), code: rating }], text: t(`desk.rating.${rating}`) },
    note: why.trim() ? [inLanguage({ text: written(why) }, 'text', language)] : undefined,
  }));
}

/** Papers, as words. */
export function papersOf({ documents = [] }: Everything, { language: page, patient }: Making): DocumentReference[] {
  return documents.map(({ id, title, words, datedOn }) => ({
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    subject: patient,
    content: [
      {
        attachment: {
          contentType: 'text/plain; charset=utf-8',
          language: languageWritten(words, page),
          data: Buffer.from(written(words)).toString('base64'),
          title,
          creation: datedOn,
        },
      },
    ],
  }));
}
