CREATE TABLE `members` (
	`face` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`workspace` text NOT NULL,
	PRIMARY KEY(`face`, `kind`, `id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `workspaces` (
	`name` text PRIMARY KEY NOT NULL,
	`demo` integer NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
