/** Unpacks the Chromium of @sparticuz/chromium into TMPDIR; a process of its own, so that it can be bounded in time. */
import chromium from '@sparticuz/chromium';

chromium.setGraphicsMode = false;
await chromium.executablePath();
