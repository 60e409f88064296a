-- AlterTable
ALTER TABLE "Channel" ADD COLUMN "personId" TEXT;
