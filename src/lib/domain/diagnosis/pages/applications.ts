/** Applications and their servers: what they show when they fail. */
import { MAINTENANCE, origin } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';

export const APPLICATION_PAGES: readonly PageRow[] = [
	{
		vendor: 'wordpress',
		body: ['briefly unavailable for scheduled maintenance'],
		is: MAINTENANCE,
		on2xx: ['<div class="wp-die-message">briefly unavailable'],
		sign: 'WordPress says that it is being updated'
	},
	{
		vendor: 'wordpress',
		body: ['<body id="error-page">', 'error establishing a database connection'],
		is: origin('db-error'),
		on2xx: true,
		sign: 'WordPress cannot reach its database'
	},
	{
		vendor: 'wordpress',
		body: ['<h1>error establishing a database connection</h1>'],
		is: origin('db-error'),
		on2xx: true,
		sign: 'WordPress cannot reach its database'
	},
	{
		vendor: 'wordpress',
		status: 503,
		body: ['<body id="error-page">'],
		headers: { 'retry-after': /^\s*600\s*$/ },
		is: MAINTENANCE,
		sign: 'WordPress says that it is being updated'
	},
	{
		vendor: 'wordpress',
		body: ['<body id="error-page">', 'wp-die-message'],
		is: origin('app-error'),
		on2xx: true,
		sign: 'WordPress reports an error of its own'
	},
	{
		vendor: 'wordpress',
		status: [500, 503],
		body: ['<body id="error-page">'],
		is: origin('app-error'),
		sign: 'WordPress reports an error of its own'
	},
	{
		vendor: 'github',
		body: ['unicorn! &middot; github'],
		is: origin('upstream-timeout'),
		sign: 'the page is the one of GitHub'
	},
	{
		vendor: 'github',
		headers: { 'x-github-request-id': /./ },
		status: [500, 502, 503, 504],
		is: null,
		sign: 'the headers are those of GitHub'
	},
	{
		vendor: 'gitlab',
		body: ['gitlab is not responding'],
		is: origin('upstream-timeout'),
		on2xx: ['<title>gitlab is not responding'],
		sign: 'the page is the one of GitLab without its application'
	},
	{
		vendor: 'gitlab',
		body: ['gitlab', 'whoops, something went wrong on our end'],
		is: origin('app-error'),
		sign: 'the page is the one of GitLab'
	},
	{
		vendor: 'twitter',
		body: ['<title>twitter / over capacity</title>'],
		is: origin('overload'),
		on2xx: true,
		sign: 'the page says that there is too much to do'
	},
	{
		vendor: 'rails',
		body: ["we're sorry, but something went wrong"],
		is: origin('app-error'),
		on2xx: ["<h1>we're sorry, but something went wrong"],
		sign: 'the page is the one of a Rails application that failed'
	},
	{
		vendor: 'rails',
		body: ["the page you were looking for doesn't exist"],
		is: origin('not-found'),
		on2xx: ["<h1>the page you were looking for doesn't exist"],
		sign: 'the page is the one of a Rails application'
	},
	{
		vendor: 'spring-boot',
		status: 404,
		body: ['whitelabel error page'],
		is: origin('not-found'),
		sign: 'the page is the one of Spring Boot'
	},
	{
		vendor: 'spring-boot',
		body: ['<h1>whitelabel error page</h1>'],
		is: origin('app-error'),
		on2xx: true,
		sign: 'the page is the one of Spring Boot'
	},
	{
		vendor: 'spring-boot',
		whole: /^\{"timestamp":.{1,60}"status":50\d,"error":"/,
		is: origin('app-error'),
		sign: 'the document is the one of Spring Boot'
	},
	{
		vendor: 'tomcat',
		status: 500,
		body: ['#525d76'],
		is: origin('app-error'),
		sign: 'the page has the colours of Tomcat'
	},
	{ vendor: 'tomcat', body: ['#525d76'], is: null, sign: 'the page has the colours of Tomcat' },
	{
		vendor: 'tomcat',
		body: ['<h3>apache tomcat/'],
		is: null,
		on2xx: true,
		sign: 'the page is signed by Tomcat'
	},
	{
		vendor: 'jetty',
		status: 500,
		body: ['powered by jetty'],
		is: origin('app-error'),
		on2xx: ['<h2>http error 500'],
		sign: 'the page is signed by Jetty'
	},
	{
		vendor: 'jetty',
		body: ['<h2>http error ', 'jetty'],
		is: null,
		on2xx: true,
		sign: 'the page is signed by Jetty'
	},
	{
		vendor: 'jetty',
		headers: { server: /^Jetty/i },
		body: ['<h2>http error '],
		is: null,
		sign: 'the page is the one of Jetty'
	},
	{
		vendor: 'gunicorn',
		body: ['<h1><p>internal server error</p></h1>'],
		is: origin('app-error'),
		on2xx: true,
		sign: 'the page is the one of Gunicorn'
	},
	{
		vendor: 'gunicorn',
		headers: { server: /^gunicorn/i },
		status: [500, 502, 503],
		is: origin('app-error'),
		sign: 'the server header is that of Gunicorn'
	},
	{
		vendor: 'php',
		body: ['<b>fatal error</b>:', ' on line <b>'],
		is: origin('app-error'),
		on2xx: true,
		sign: 'PHP reports a fatal error'
	},
	{
		vendor: 'php',
		body: ['<b>parse error</b>:', ' on line <b>'],
		is: origin('app-error'),
		on2xx: true,
		sign: 'PHP cannot read the application'
	},
	{
		vendor: 'php',
		whole: /^no input file specified\.$/,
		is: origin('config-error'),
		on2xx: true,
		sign: 'PHP was not told which file to run'
	},
	{
		vendor: 'php',
		whole: /^file not found\.$/,
		status: 404,
		is: origin('config-error'),
		sign: 'PHP-FPM was asked for a file that is not there'
	},
	{
		vendor: 'aspnet-core',
		body: ['an error occurred while starting the application'],
		is: origin('app-crashed'),
		sign: 'the application could not start'
	},
	{
		vendor: 'aspnet-core',
		body: ['an unhandled exception occurred while processing the request'],
		is: origin('app-error'),
		sign: 'the application reports an error'
	},
	{
		vendor: null,
		body: ['<title>server error (500)</title>'],
		is: origin('app-error'),
		sign: 'the page is the one of a Django application that failed'
	},
	{
		vendor: null,
		body: ['sqlstate[hy000]'],
		is: origin('db-error'),
		sign: 'the application cannot reach its database'
	}
];
