import { useState } from 'react';
import { settingNames, settings, type Settings } from './setting.ts';

/** The words of the form, in the visitor's language, for the settings that it has. An island can not ask for them itself: they would all come along. */
export interface SettingsWords {
  keep: string;
  reset: string;
  groups: Record<string, { label: string; steps: Record<string, string> }>;
}

interface Props {
  action: string;
  chosen: Settings;
  from: string | undefined;
  words: SettingsWords;
}

/** The reading settings: a plain form of radio buttons. Once awake it also shows each choice on the page at once. */
export default function SettingsForm({ action, chosen, from, words }: Props) {
  const [now, setNow] = useState<Settings>(chosen);

  const choose = (name: keyof Settings, step: string) => {
    setNow({ ...now, [name]: step });
    const page = document.documentElement;
    if (step === settings[name].steps[0]) page.removeAttribute(`data-${name}`);
    else page.setAttribute(`data-${name}`, step);
  };

  return (
    <form method="post" action={action}>
      {settingNames
        .filter((name) => words.groups[name])
        .map((name) => (
          <fieldset key={name}>
            <legend>{words.groups[name]?.label}</legend>
            <div className="choices">
              {settings[name].steps.map((step) => (
                <label key={step} className="choice">
                  <input type="radio" name={name} value={step} checked={now[name] === step} onChange={() => choose(name, step)} />
                  <span>{words.groups[name]?.steps[step]}</span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      {from && <input type="hidden" name="from" value={from} />}
      <div className="links">
        <button className="button">{words.keep}</button>
        <button className="button soft" name="reset" value="1">
          {words.reset}
        </button>
      </div>
    </form>
  );
}
