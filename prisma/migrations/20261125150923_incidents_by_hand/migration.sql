-- AlterTable
ALTER TABLE "Incident" ADD COLUMN "discardedAt" DATETIME;
ALTER TABLE "Incident" ADD COLUMN "mergedIntoId" TEXT;
