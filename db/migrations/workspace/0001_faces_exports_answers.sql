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
CREATE TABLE `lessons` (
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`means` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`kind`, `name`)
) STRICT;
--> statement-breakpoint
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
CREATE INDEX `sheet_writes_run` ON `sheet_writes` (`run`);--> statement-breakpoint
CREATE TABLE `approvals` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`what` text NOT NULL,
	`params` text NOT NULL,
	`fingerprint` text NOT NULL,
	`title` text NOT NULL,
	`why` text,
	`asked_by` text NOT NULL,
	`place` text NOT NULL,
	`needed` integer NOT NULL,
	`approvers` text,
	`state` text NOT NULL,
	`note` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`decided_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `approvals_state` ON `approvals` (`state`,`expires_at`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`person` text NOT NULL,
	`name` text NOT NULL,
	`act` text NOT NULL,
	`what` text NOT NULL,
	`place` text NOT NULL,
	`run` text,
	`detail` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE INDEX `audit_person` ON `audit` (`person`,`at`);--> statement-breakpoint
CREATE TABLE `chats` (
	`place` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`gone_at` integer,
	`data` text,
	`direct` integer DEFAULT false NOT NULL,
	`private` integer DEFAULT false NOT NULL,
	`muted_until` integer,
	`quiet` text,
	`by` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `codes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`email` text NOT NULL,
	`asker` text NOT NULL,
	`hash` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `codes_email` ON `codes` (`email`,`created_at`);--> statement-breakpoint
CREATE INDEX `codes_asker` ON `codes` (`asker`,`id`);--> statement-breakpoint
CREATE TABLE `failures` (
	`place` text NOT NULL,
	`reason` text NOT NULL,
	`source` text NOT NULL,
	`count` integer NOT NULL,
	`jobs` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`place`, `reason`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`place` text NOT NULL,
	`what` text NOT NULL,
	`job` text NOT NULL,
	`direct` integer NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_once` ON `notices` (`place`,`what`,`job`);--> statement-breakpoint
CREATE TABLE `rights` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`who` text NOT NULL,
	`what` text NOT NULL,
	`only` text,
	`by` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `rights_once` ON `rights` (`who`,`what`);--> statement-breakpoint
CREATE TABLE `votes` (
	`approval` text NOT NULL,
	`person` text NOT NULL,
	`yes` integer NOT NULL,
	`place` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`approval`, `person`)
) STRICT;
--> statement-breakpoint
ALTER TABLE `identities` ADD `until` integer;--> statement-breakpoint
CREATE INDEX `identities_person` ON `identities` (`person`);--> statement-breakpoint
ALTER TABLE `runs` ADD `told` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `runs_untold` ON `runs` (`state`,`told`) WHERE told < 2;
--> statement-breakpoint
CREATE TRIGGER `audit_keeps_update` BEFORE UPDATE ON `audit`
BEGIN SELECT RAISE(ABORT, 'audit is only ever added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_keeps_delete` BEFORE DELETE ON `audit`
BEGIN SELECT RAISE(ABORT, 'audit is only ever added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_keeps_insert` BEFORE INSERT ON `audit` WHEN EXISTS (SELECT 1 FROM `audit` WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'audit is only ever added to'); END;
