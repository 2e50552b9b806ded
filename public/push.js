// Shows a notice that comes to this device. It is started only where someone turned notices on, has no page of its own, and
// keeps nothing. What it shows says only that there is something new.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('push', (event) => {
  const { title, link } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { icon: '/favicon.svg', tag: 'alongside', data: link }));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data));
});
