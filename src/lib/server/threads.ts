/**
 * Gives the process enough threads before the first is used. The runtime has four, and lets name lookups have half of
 * them: two names that hang in the resolver would hold up the lookups of every other monitor (promise 8).
 */

/** Half of them may hang in lookups. A thread that waits costs about 16 KB. */
const THREADS = '64';

process.env['UV_THREADPOOL_SIZE'] ??= THREADS;
