// Reads one part of the page, sentence by sentence. Nothing is read unless someone asks, and never in a voice for another language.
const place = document.querySelector<HTMLElement>('[data-aloud]');
const words = place && document.getElementById(place.dataset.aloud ?? '');
const speech = globalThis.speechSynthesis as SpeechSynthesis | undefined;
const language = document.documentElement.lang;
const button = document.createElement('button');

function findVoice(): SpeechSynthesisVoice | undefined {
  const voices = speech?.getVoices().filter((voice) => voice.lang.toLowerCase().startsWith(language)) ?? [];
  return voices.find(({ localService }) => localService) ?? voices[0];
}

function show(): void {
  if (findVoice() && !button.isConnected) place?.append(button);
}

function stop(): void {
  speech?.cancel();
  button.textContent = place?.dataset.start ?? '';
}

function read(): void {
  if (!words || !speech) return;
  const sentences = [...words.querySelectorAll('h1, p')].map((each) => each.textContent?.trim() ?? '').filter(Boolean);
  button.textContent = place?.dataset.stop ?? '';
  sentences.forEach((sentence, index) => {
    const said = new SpeechSynthesisUtterance(sentence);
    said.voice = findVoice() ?? null;
    said.lang = language;
    said.rate = 0.9;
    if (index === sentences.length - 1) said.addEventListener('end', stop);
    speech.speak(said);
  });
}

if (place && speech) {
  button.type = 'button';
  button.className = 'button soft';
  button.addEventListener('click', () => (speech.speaking ? stop() : read()));
  stop();
  show();
  speech.addEventListener('voiceschanged', show);
  addEventListener('pagehide', stop);
}
