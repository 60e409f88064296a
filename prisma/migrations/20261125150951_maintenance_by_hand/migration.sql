-- AlterTable
ALTER TABLE "MaintenanceOccurrence" ADD COLUMN "plannedEndsAt" DATETIME;

-- CreateTable
CREATE TABLE "MonthlyReview" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "remindedAt" DATETIME,
    "completedAt" DATETIME,
    "completedBy" TEXT,
    "measured" JSONB,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "MonthlyReview_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MonthlyReviewItem" (
    "reviewId" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "note" TEXT NOT NULL DEFAULT '',
    "changedAt" DATETIME NOT NULL,
    "changedBy" TEXT NOT NULL,

    PRIMARY KEY ("reviewId", "item"),
    CONSTRAINT "MonthlyReviewItem_reviewId_fkey" FOREIGN KEY ("reviewId") REFERENCES "MonthlyReview" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "MonthlyReview_workspaceId_month_key" ON "MonthlyReview"("workspaceId", "month");
