CREATE TABLE `schedules` (
	`id` text PRIMARY KEY NOT NULL,
	`job` text NOT NULL,
	`input` text NOT NULL,
	`title` text NOT NULL,
	`cron` text NOT NULL,
	`zone` text NOT NULL,
	`say` text NOT NULL,
	`place` text NOT NULL,
	`by` text NOT NULL,
	`next_at` integer NOT NULL,
	`paused` text,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `schedules_next` ON `schedules` (`next_at`);