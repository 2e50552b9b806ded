import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { useEffect, useRef, useState } from 'react';

interface Props {
  /** What the passkey is asked: to sign, or to be made. */
  sign?: Parameters<typeof startAuthentication>[0]['optionsJSON'];
  make?: Parameters<typeof startRegistration>[0]['optionsJSON'];
  words: { button: string; unsupported: string };
  /** The id of what is wrong, where the form came back. */
  describedBy: string | undefined;
}

/**
 * The one button of a form of passkeys. It asks the device, puts what it says into the form and sends it, also where the
 * person said no: then the page comes back with words for that, and with a new question.
 */
export default function PasskeyButton({ sign, make, words, describedBy }: Props) {
  const [isSupported, setSupported] = useState(true);
  const answer = useRef<HTMLInputElement>(null);
  // oxlint-disable-next-line react/set-state-in-effect -- only the browser knows, and its first look is as the server's
  useEffect(() => setSupported(browserSupportsWebAuthn()), []);

  const ask = async (event: { preventDefault(): void }) => {
    event.preventDefault();
    const field = answer.current;
    if (!field) return;
    try {
      const said = sign ? await startAuthentication({ optionsJSON: sign }) : make && (await startRegistration({ optionsJSON: make }));
      field.value = JSON.stringify(said);
    } catch (error) {
      field.value = (error as Error).name === 'InvalidStateError' ? 'known' : 'stopped';
    }
    field.form?.submit();
  };

  if (!isSupported) return <p className="note">{words.unsupported}</p>;
  return (
    <>
      <input type="hidden" name="answer" ref={answer} />
      <button id="passkey" className="button" aria-describedby={describedBy} onClick={ask}>
        {words.button}
      </button>
    </>
  );
}
