/** Commands that verify or mend, by product and step. `HOST`, `URL` and `PORT` stand for the monitor's own. */

const LOGS: Record<string, string[]> = {
	nginx: ['tail -n 50 /var/log/nginx/error.log', 'nginx -t'],
	'ingress-nginx': [
		'kubectl logs -n ingress-nginx deploy/ingress-nginx-controller --tail=50',
		'kubectl get endpoints -A'
	],
	'kubernetes-ingress': ['kubectl get ingress,svc,endpoints -A', 'kubectl describe ingress NAME'],
	'openshift-router': ['oc get route,svc,endpoints', 'oc get pods'],
	openresty: ['tail -n 50 /usr/local/openresty/nginx/logs/error.log', 'openresty -t'],
	'apache-httpd': ['tail -n 50 /var/log/apache2/error.log', 'apachectl configtest'],
	haproxy: ["echo 'show servers state' | socat stdio /run/haproxy/admin.sock", 'journalctl -u haproxy -n 50'],
	caddy: ['journalctl -u caddy -n 50', 'caddy validate --config /etc/caddy/Caddyfile'],
	traefik: ['docker logs --tail 50 traefik', 'curl -s http://localhost:8080/api/http/services'],
	envoy: [
		'curl -s http://localhost:9901/clusters',
		"curl -s 'http://localhost:9901/stats?filter=upstream_cx'"
	],
	istio: ['istioctl proxy-status', 'istioctl analyze'],
	varnish: ['varnishadm backend.list', "varnishlog -g request -q 'RespStatus >= 500' -d"],
	squid: ['tail -n 50 /var/log/squid/cache.log', 'squid -k check'],
	iis: ['Get-WebAppPoolState', 'Get-EventLog -LogName Application -Newest 20'],
	'iis-arr': ['Get-WebAppPoolState', 'Get-Content C:\\inetpub\\logs\\LogFiles\\W3SVC1\\*.log -Tail 50'],
	'iis-ancm': ['Get-EventLog -LogName Application -Newest 20', 'dotnet --list-runtimes'],
	'http-sys': ['Get-WebAppPoolState', 'netsh http show servicestate'],
	'aws-elb': ['aws elbv2 describe-target-health --target-group-arn ARN'],
	cloudfront: ['aws cloudfront get-distribution-config --id ID'],
	'aws-api-gateway': ['aws logs tail API-Gateway-Execution-Logs_ID/STAGE --since 15m'],
	cloudflare: ['curl -s https://HOST/cdn-cgi/trace', 'curl -sv --resolve HOST:443:ORIGIN https://HOST/'],
	heroku: ['heroku ps', 'heroku logs --tail'],
	'fly-io': ['fly status', 'fly logs'],
	litespeed: ['tail -n 50 /usr/local/lsws/logs/error.log'],
	php: ['journalctl -u php-fpm -n 50', "grep -E 'max_children|seems busy' /var/log/php*-fpm.log"],
	wordpress: ['tail -n 50 wp-content/debug.log', 'wp plugin list', 'wp db check']
};

const BY_STEP: Record<string, string[]> = {
	'backend-runs': ['ss -ltnp', 'systemctl --failed'],
	'keep-alive': [
		'node: server.keepAliveTimeout = 65_000; server.headersTimeout = 66_000',
		'nginx: keepalive_timeout, in the upstream block'
	],
	'slow-work': ['top -b -n 1 | head -n 20'],
	timeouts: ['nginx: proxy_read_timeout', 'HAProxy: timeout server', 'PHP-FPM: request_terminate_timeout'],
	firewall: ['nc -vz ORIGIN PORT', 'iptables -L -n'],
	'backend-name': ['getent hosts BACKEND'],
	'backend-certificate': ['openssl s_client -connect ORIGIN:443 -servername HOST </dev/null'],
	renew: [
		'certbot renew',
		'openssl s_client -connect HOST:443 -servername HOST </dev/null | openssl x509 -noout -dates'
	],
	chain: ['openssl s_client -connect HOST:443 -servername HOST -showcerts </dev/null'],
	names: [
		'openssl s_client -connect HOST:443 -servername HOST </dev/null | openssl x509 -noout -ext subjectAltName'
	],
	domain: ['whois HOST', 'dig NS HOST'],
	capacity: ['uptime', 'free -h'],
	way: ['mtr -rwc 10 HOST', 'ip route get HOST'],
	redirects: ["curl -sIL -o /dev/null -w '%{num_redirects} %{url_effective}' URL"],
	records: ['dig +short HOST A', 'dig +short HOST AAAA'],
	zone: ['dig NS HOST', 'dig +dnssec HOST', 'dig +cd HOST'],
	trusted: ['openssl s_client -connect HOST:PORT -servername HOST </dev/null | openssl x509 -noout -issuer'],
	protocols: ['openssl s_client -connect HOST:PORT -servername HOST -tls1_2 </dev/null'],
	clock: ['date -u', 'timedatectl'],
	database: ['df -h']
};

/** Their commands ask about the name and its certificate, whichever product answers. */
const ABOUT_HOST: ReadonlySet<string> = new Set([
	'renew',
	'chain',
	'names',
	'domain',
	'way',
	'redirects',
	'records',
	'zone',
	'trusted',
	'protocols',
	'clock'
]);

/** What to type for a step; the product's own commands where they help, then the general ones. */
export function commandsFor(vendor: string | null, step: string): string[] {
	const isAboutHost = ABOUT_HOST.has(step);
	const own = vendor === null || isAboutHost ? [] : (LOGS[vendor] ?? []);
	return [...own, ...(BY_STEP[step] ?? [])];
}
