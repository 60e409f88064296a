/* Shows messages of Gatehouse when its pages are closed. What arrives is text, and leads to pages of this site only. */

self.addEventListener('push', (event) => {
	event.waitUntil(show(event.data));
});

self.addEventListener('notificationclick', (event) => {
	event.notification.close();
	event.waitUntil(open(event.notification.data?.url));
});

async function show(data) {
	const { id, tag, title, body, url } = read(data);
	const shown = await self.registration.getNotifications({ tag });
	// A second copy of the same message stays still.
	const isKnown = shown.some((notification) => notification.data?.id === id);
	await self.registration.showNotification(title, {
		body,
		tag,
		renotify: !isKnown && tag !== '',
		icon: new URL('gate-lowered.png', self.registration.scope).href,
		data: { id, url }
	});
}

function read(data) {
	try {
		const { id = '', tag = '', title = 'Gatehouse', body = '', url = '' } = data.json();
		return { id, tag, title, body, url };
	} catch {
		return { id: '', tag: '', title: 'Gatehouse', body: 'Something changed. Open the page to see what.', url: '' };
	}
}

async function open(address) {
	const { scope } = self.registration;
	const wanted = URL.canParse(address) ? new URL(address) : new URL(scope);
	const target = wanted.origin === self.location.origin ? wanted.href : scope;
	const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
	const page = pages.find(({ url }) => url === target);
	await (page ? page.focus() : self.clients.openWindow(target));
}
