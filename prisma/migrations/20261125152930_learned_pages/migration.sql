-- CreateTable
CREATE TABLE "LearnedPage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "monitorId" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "shape" TEXT NOT NULL,
    "learnedAt" DATETIME NOT NULL,
    "learnedBy" TEXT NOT NULL,
    CONSTRAINT "LearnedPage_monitorId_fkey" FOREIGN KEY ("monitorId") REFERENCES "Monitor" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "LearnedPage_monitorId_idx" ON "LearnedPage"("monitorId");
