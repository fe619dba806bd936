CREATE TABLE `dataset_state` (
	`name` text PRIMARY KEY NOT NULL,
	`definition` text,
	`seen` text,
	`rows` integer DEFAULT 0 NOT NULL,
	`last_run` text,
	`last_write_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`place` text NOT NULL,
	`run` text,
	`source` text NOT NULL,
	`part` text NOT NULL,
	`message` text NOT NULL,
	`state` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`shown` integer DEFAULT 0 NOT NULL,
	`posted` text,
	`attempt` integer DEFAULT 0 NOT NULL,
	`not_before` integer NOT NULL,
	`owner` text,
	`lease_until` integer,
	`trouble` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once` ON `deliveries` (`source`,`part`,`place`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`state`,`not_before`);--> statement-breakpoint
CREATE INDEX `deliveries_place` ON `deliveries` (`place`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_changed` ON `deliveries` (`changed_at`);--> statement-breakpoint
CREATE TABLE `files` (
	`id` text PRIMARY KEY NOT NULL,
	`run` text,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`by` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `files_recent` ON `files` (`created_at`);--> statement-breakpoint
CREATE INDEX `files_run` ON `files` (`run`);--> statement-breakpoint
CREATE TABLE `followers` (
	`run` text NOT NULL,
	`place` text NOT NULL,
	PRIMARY KEY(`run`, `place`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `half_said` (
	`place` text NOT NULL,
	`person` text NOT NULL,
	`command` text NOT NULL,
	`args` text NOT NULL,
	`missing` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`place`, `person`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `identities` (
	`face` text NOT NULL,
	`user` text NOT NULL,
	`person` text NOT NULL,
	PRIMARY KEY(`face`, `user`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `inbox` (
	`face` text NOT NULL,
	`event` text NOT NULL,
	`place` text NOT NULL,
	`person` text,
	`heard` text NOT NULL,
	`at` integer NOT NULL,
	`answered_at` integer,
	PRIMARY KEY(`face`, `event`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `inbox_place` ON `inbox` (`place`,`at`);--> statement-breakpoint
CREATE TABLE `pending` (
	`token` text PRIMARY KEY NOT NULL,
	`say` text NOT NULL,
	`place` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`used_by` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `pending_expiry` ON `pending` (`expires_at`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`role` text NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `people_email_unique` ON `people` (`email`);--> statement-breakpoint
CREATE TABLE `rejects` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dataset` text NOT NULL,
	`run` text NOT NULL,
	`line` integer NOT NULL,
	`row` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `rejects_dataset` ON `rejects` (`dataset`,`id`);--> statement-breakpoint
CREATE TABLE `run_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`run` text NOT NULL,
	`at` integer NOT NULL,
	`level` text NOT NULL,
	`text` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `run_log_run` ON `run_log` (`run`,`id`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`job` text NOT NULL,
	`input` text NOT NULL,
	`input_key` text NOT NULL,
	`lane` text NOT NULL,
	`urgent` integer NOT NULL,
	`state` text NOT NULL,
	`attempt` integer DEFAULT 0 NOT NULL,
	`waits` integer DEFAULT 0 NOT NULL,
	`not_before` integer NOT NULL,
	`owner` text,
	`lease_until` integer,
	`cancelled_by` text,
	`progress` text,
	`outcome` text,
	`fault` text,
	`asked_by` text NOT NULL,
	`place` text,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `runs_due` ON `runs` (`state`,`lane`,`urgent`,`not_before`);--> statement-breakpoint
CREATE INDEX `runs_recent` ON `runs` (`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `runs_same_work` ON `runs` (`input_key`) WHERE state in ('waiting', 'running');--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
