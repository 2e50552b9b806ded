/**
 * What a young person is asked before a review: about the meeting, each question with its choices and the picture of each.
 * The public page My C(E)TR and what someone keeps for their own reviews ask the same.
 */
export const questions = {
  who: { picture: 'panel', choices: { family: 'family', carer: 'carer', advocate: 'advocate', keyWorker: 'key worker', friend: 'friends', teacher: 'teach' } },
  where: { picture: 'place', choices: { home: 'home', school: 'school', hospital: 'hospital', video: 'video call', phone: 'phone', quiet: 'quiet' } },
  breaks: { picture: 'break', choices: { often: 'clock', ask: 'ask', no: 'no' } },
  stop: { picture: 'stop', choices: { hand: 'ask', say: 'how I communicate', card: 'card', leave: 'leave', someone: 'advocate' } },
  help: {
    picture: 'adjustments',
    choices: { pictures: 'pictures', time: 'wait', words: 'understand', light: 'light', quiet: 'quiet', thing: 'favourite thing' },
  },
  first: { picture: 'choose', choices: { home: 'home', school: 'school', health: 'health check', feelings: 'feelings', friends: 'friends', future: 'grow' } },
} as const;

export type Question = keyof typeof questions;
/** The names of the questions about the meeting, in their order. */
export const questionNames = Object.keys(questions) as Question[];

/**
 * The 4 questions of a C(E)TR itself (NHS England, in our words): the fact that has their words, their picture, and the
 * pictures of an answer for someone who does not write.
 */
export const cetrQuestions = {
  safe: { fact: 'cetr-question-safe', picture: 'safe', choices: { yes: 'yes', no: 'no' } },
  care: { fact: 'cetr-question-care', picture: 'care', choices: { yes: 'yes', no: 'no' } },
  future: { fact: 'cetr-question-future', picture: 'plan', choices: { home: 'home', school: 'school', work: 'work', friends: 'friends' } },
  hospital: { fact: 'cetr-question-hospital', picture: 'hospital', choices: { yes: 'yes', no: 'no' } },
} as const;
export type CetrQuestion = keyof typeof cetrQuestions;
/** The names of the 4 questions, in their order. */
export const cetrQuestionNames = Object.keys(cetrQuestions) as CetrQuestion[];

const all: Record<Question | CetrQuestion, { picture: string; choices: Record<string, string> }> = { ...cetrQuestions, ...questions };

/** The picture of a question. */
export function pictureFor(question: Question | CetrQuestion): string {
  return all[question].picture;
}

/** The choices of a question, in their order. */
export function choicesOf(question: Question | CetrQuestion): string[] {
  return Object.keys(all[question].choices);
}

/** The picture of a choice. */
export function pictureOf(question: Question | CetrQuestion, choice: string): string {
  return all[question].choices[choice] ?? 'question';
}
