/** The example of the documentation with every part of a config file in it. */
export const EXAMPLE = `page:
  title: Acme Status
  description: Live state of Acme's services
  url: https://status.acme.example
  timezone: Europe/Berlin        # IANA; days on the page are days here
  locale: en
  groups: [{ key: web, name: Website }, { key: api, name: API }]
defaults: { every: 60s, timeout: 10s, confirm: 3, recover: 2, retry: 5s }
monitors:
  - key: shop
    name: Shop
    group: web
    type: http                   # http tcp dns tls ping heartbeat browser …
    url: https://shop.acme.example/
    every: 30s                   # or cron: "*/5 8-20 * * 1-5", in the page's time zone
    timeout: 10s
    confirm: 3                   # checks that must agree before it counts as down
    recover: 2                   # … and as up again
    retry: 5s                    # pause between those re-checks
    method: GET
    headers: { accept: text/html }
    body: ""
    auth: { basic: { username: u, password: "\${SHOP_PASSWORD}" } }   # or bearer: …
    redirects: 5                 # followed at most; 0 = a redirect is the answer
    expect:
      status: ["200-299", 304]
      header: { content-type: { contains: html } }
      body: { contains: Add to cart, excludes: over capacity, matches: "^<!doctype" }
      json: { "$.status": ok }
      within: { degraded: 800ms, down: 5s }
      certificate: 14d           # warn this long before it expires
    origin: 203.0.113.7          # optional: the server behind the CDN, for the direct-to-origin look
    public: true                 # false: never on any public route
    notify: [ops]                # default: all channels
  - { key: db, name: Database, type: tcp, host: db.internal, port: 5432 }
  - { key: mx, name: Mail DNS, type: dns, name_to_resolve: acme.example, record: MX, expect: { answer: { contains: mx1 } } }
  - { key: cert, name: Certificate, type: tls, host: acme.example, port: 443, expect: { certificate: 21d } }
  - { key: gw, name: Gateway, type: ping, host: 192.0.2.1 }
  - { key: nightly, name: Nightly backup, type: heartbeat, every: 24h, grace: 1h, token: "\${BACKUP_TOKEN}" }
  - { key: checkout, name: Checkout, type: browser, url: https://shop.acme.example/, expect: { text: Add to cart } }
components:                      # shown without a monitor, set by hand
  - { key: phone, name: Phone support, group: web }
channels:
  - { key: ops, type: email, to: [ops@acme.example] }
  - { key: hook, type: webhook, url: "https://hooks.acme.example/x", secret: "\${HOOK_SECRET}" }
incidents: { auto: publish, after: 2m }   # publish · draft · off: what an outage does, once it has lasted \`after\`
maintenance:
  - { key: patch, title: Monthly patching, starts: 2026-12-01T02:00, duration: 2h, repeat: "FREQ=MONTHLY;BYDAY=1TU", components: [shop], notify_before: 24h }
retention: { checks: 7d, hours: 400d }    # days are kept for ever
reference: ["https://one.one.one.one/", "https://www.google.com/generate_204"]   # "is it us?"; [] switches the look off
`;

export const EXAMPLE_WITHOUT_BROWSER = EXAMPLE.replace(/^.*type: browser.*\n/m, '');

export const EXAMPLE_ENV = {
	SHOP_PASSWORD: 'open sesame',
	BACKUP_TOKEN: 'nightly-0123456789',
	HOOK_SECRET: 'a-secret-for-hooks'
};
