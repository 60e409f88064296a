-- AlterTable
ALTER TABLE "Component" ADD COLUMN "toldStatus" TEXT;

-- AlterTable: in place, since making the table anew would take the notices of its rows along
ALTER TABLE "Subscriber" ADD COLUMN "isByHand" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "SignUp" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "address" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "SignUp_at_idx" ON "SignUp"("at");
