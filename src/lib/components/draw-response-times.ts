/** The look of a response-time chart: median as a line, the slow end dashed above it, failures as marks on the ground. */
import { Chart, LinearScale, LineController, LineElement, PointElement, Tooltip } from 'chart.js';
import { formatTime } from '../format/times.ts';
import type { ResponseChartOptions } from './response-chart.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip);

/** Returns what takes the chart away again. */
export function drawResponseTimes(
	canvas: HTMLCanvasElement,
	{ points, range, locale, timeZone }: ResponseChartOptions
): () => void {
	const style = getComputedStyle(canvas);
	const colour = (name: string) => style.getPropertyValue(`--${name}`);
	const soft = colour('ink-soft');
	const from = points[0]?.at ?? 0;
	const to = points.at(-1)?.at ?? 0;
	const tick = (at: number | string) =>
		formatTime(Number(at), range === '24h' ? 'clock' : 'date', locale, timeZone);
	const moment = (at: number) => formatTime(at, range === '90d' ? 'date' : 'moment', locale, timeZone);
	const line = { pointRadius: 0, pointHitRadius: 8, borderJoinStyle: 'round' as const };
	const chart = new Chart(canvas, {
		type: 'line',
		data: {
			datasets: [
				{
					...line,
					label: 'Median',
					data: points.map(({ at: x, medianMs }) => ({ x, y: medianMs })),
					borderColor: colour('accent'),
					borderWidth: 1.75
				},
				{
					...line,
					label: '95 % within',
					data: points.map(({ at: x, p95Ms }) => ({ x, y: p95Ms })),
					borderColor: soft,
					borderWidth: 1,
					borderDash: [3, 3]
				},
				{
					label: 'Failed checks',
					data: points.map(({ at: x, failures }) => ({ x, y: failures > 0 ? 0 : null })),
					showLine: false,
					clip: false,
					pointStyle: 'rect',
					pointRadius: 3.5,
					pointBackgroundColor: colour('down'),
					pointBorderWidth: 0
				}
			]
		},
		options: {
			animation: false,
			responsive: true,
			maintainAspectRatio: false,
			interaction: { mode: 'index', intersect: false },
			font: { family: style.fontFamily, size: 11 },
			color: soft,
			scales: {
				x: {
					type: 'linear',
					min: from,
					max: to,
					grid: { display: false },
					border: { color: colour('hairline') },
					afterBuildTicks: (axis) => (axis.ticks = evenTicks(from, to)),
					ticks: { color: soft, align: 'inner', maxRotation: 0, callback: tick }
				},
				y: {
					beginAtZero: true,
					grid: { color: colour('hairline') },
					border: { display: false },
					ticks: { color: soft, maxTicksLimit: 4, callback: (value) => `${value} ms` }
				}
			},
			plugins: {
				tooltip: {
					displayColors: false,
					backgroundColor: colour('ink'),
					titleColor: colour('paper'),
					bodyColor: colour('paper'),
					cornerRadius: 6,
					callbacks: {
						title: ([first]) => moment(first?.parsed.x ?? 0),
						label: ({ dataset, parsed, dataIndex }) =>
							dataset.label === 'Failed checks'
								? `${points[dataIndex]?.failures ?? 0} of ${points[dataIndex]?.checks ?? 0} failed`
								: `${dataset.label ?? ''} ${parsed.y ?? 0} ms`
					}
				}
			}
		}
	});
	return () => chart.destroy();
}

/** The scale knows numbers, not hours and days: left alone it would put ticks at odd minutes. */
function evenTicks(from: number, to: number): { value: number }[] {
	return [0, 0.25, 0.5, 0.75, 1].map((share) => ({ value: from + (to - from) * share }));
}
