CREATE TABLE `code_asks` (
	`id` text PRIMARY KEY NOT NULL,
	`run` text NOT NULL,
	`title` text NOT NULL,
	`place` text NOT NULL,
	`asked_at` integer NOT NULL,
	`until` integer NOT NULL,
	`answer` text,
	`by` text,
	`answered_at` integer,
	`over_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `code_asks_open` ON `code_asks` (`over_at`,`until`);--> statement-breakpoint
CREATE TABLE `sheet_writes` (
	`spreadsheet` text NOT NULL,
	`tab` text NOT NULL,
	`run` text NOT NULL,
	`change` text,
	`receipts` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`spreadsheet`, `tab`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `sheet_writes_run` ON `sheet_writes` (`run`);