CREATE TABLE `answers` (
	`run` text PRIMARY KEY NOT NULL,
	`conversation` text NOT NULL,
	`person` text NOT NULL,
	`question` text NOT NULL,
	`plan` text NOT NULL,
	`sentence` text NOT NULL,
	`sql` text NOT NULL,
	`via` text NOT NULL,
	`thumb` integer,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `answers_conversation` ON `answers` (`conversation`,`at`);--> statement-breakpoint
CREATE TABLE `lessons` (
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`means` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`kind`, `name`)
) STRICT;
