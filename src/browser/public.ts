// What public pages do beside their HTML. None of it is needed to read them.
import './leave.ts';

// Guides that someone has read open again without a connection. On signed-in pages this is never started.
if ('serviceWorker' in navigator && document.documentElement.dataset.offline === 'yes')
  void navigator.serviceWorker.register('/offline.js').catch(() => undefined);
