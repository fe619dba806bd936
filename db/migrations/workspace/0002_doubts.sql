CREATE TABLE `doubts` (
	`run` text PRIMARY KEY NOT NULL,
	`conversation` text NOT NULL,
	`question` text NOT NULL,
	`choices` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `doubts_conversation` ON `doubts` (`conversation`,`at`);