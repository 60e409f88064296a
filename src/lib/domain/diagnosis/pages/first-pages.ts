/** The first pages of web servers: they run, and nobody has told them about this site. */
import { DEFAULT_PAGE } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';

export const FIRST_PAGES: readonly PageRow[] = [
	{
		vendor: 'nginx',
		body: ['<title>welcome to nginx', 'the nginx web server is successfully installed'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of nginx'
	},
	{
		vendor: 'nginx',
		body: ['<title>welcome to nginx', 'thank you for using nginx'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of nginx'
	},
	{
		vendor: 'openresty',
		body: ['<title>welcome to openresty'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of OpenResty'
	},
	{
		vendor: 'apache-httpd',
		whole:
			/^<html>\s*(?:<head>.{0,200}<\/head>)?\s*<body>\s*<h1>it works!<\/h1>\s*(?:<p>.{0,300}<\/p>\s*)*<\/body>\s*<\/html>$/,
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of Apache'
	},
	{
		vendor: 'apache-httpd',
		body: ['default page: it works', 'apache2'],
		is: DEFAULT_PAGE,
		on2xx: ['<title>apache2'],
		sign: 'the page is the first page of Apache'
	},
	{
		vendor: 'apache-httpd',
		body: ['<title>apache http server test page'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of Apache'
	},
	{
		vendor: 'iis',
		body: ['<title>iis windows', 'iisstart.png'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of IIS'
	},
	{
		vendor: 'caddy',
		body: ['<title>caddy works!</title>'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of Caddy'
	},
	{
		vendor: 'tomcat',
		body: ['<title>apache tomcat/', "if you're seeing this, you've successfully installed tomcat"],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of Tomcat'
	},
	{
		vendor: 'cpanel',
		body: ['/cgi-sys/defaultwebpage.cgi'],
		is: DEFAULT_PAGE,
		on2xx: 'in markup',
		sign: 'the page is the one of cPanel for a name without a site'
	},
	{
		vendor: null,
		body: ['<title>domain default page</title>', 'plesk'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the one of Plesk for a name without a site'
	}
];
