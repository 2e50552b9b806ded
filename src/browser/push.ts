// Turns notices on in this browser: asks its owner, then sends the form beside the button with what the browser says of itself.
// The worker has a scope of its own, where no page is, so that it takes the place of no other.
const scope = '/push/';

/** Called when someone presses the button. Where the browser cannot, or its owner says no, the words beside the button say so. */
export async function open(asked: HTMLElement): Promise<void> {
  const form = asked.closest('form');
  const sorry = document.getElementById(asked.dataset.sorry ?? '');
  if (!form || !sorry) return;
  sorry.hidden = true;
  try {
    const { endpoint, keys } = await subscribe(asked.dataset.key ?? '');
    for (const [name, value] of Object.entries({ endpoint, ...keys })) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value ?? '';
    }
    form.submit();
  } catch {
    sorry.hidden = false;
  }
}

async function subscribe(key: string): Promise<PushSubscriptionJSON> {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('not granted');
  await navigator.serviceWorker.register('/push.js', { scope });
  const registration = await started();
  const options = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return (await registration.pushManager.subscribe(options)).toJSON();
  } catch {
    // It may have one with another key, which takes nothing from us.
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    return (await registration.pushManager.subscribe(options)).toJSON();
  }
}

// Only a worker that has started can be told.
async function started(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  const worker = registration?.installing ?? registration?.waiting;
  if (!registration) throw new Error('no worker');
  if (worker && worker.state !== 'activated')
    await new Promise((resolve) => worker.addEventListener('statechange', () => worker.state === 'activated' && resolve(null)));
  return registration;
}
