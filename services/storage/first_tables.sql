-- The tables of version 0.1.0. Never changed: what comes later is a step of its own in migrations.py.

CREATE TABLE agency (
	id TEXT NOT NULL,
	name TEXT,
	kind TEXT,
	addressee TEXT,
	place TEXT,
	contact TEXT,
	phone TEXT,
	note TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE TABLE attempt (
	"key" TEXT NOT NULL,
	failures INTEGER NOT NULL,
	last TEXT NOT NULL,
	PRIMARY KEY ("key")
);

CREATE TABLE audit_exception (
	id TEXT NOT NULL,
	programme TEXT,
	"check" TEXT,
	recipient TEXT,
	reason TEXT,
	approved_by TEXT,
	dated DATE,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_audit_exception_programme_check_recipient ON audit_exception (programme, "check", recipient) WHERE deleted = 0;

CREATE TABLE base (
	"table" TEXT NOT NULL,
	"row" TEXT NOT NULL,
	"values" JSON NOT NULL,
	PRIMARY KEY ("table", "row")
);

CREATE TABLE "case" (
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	at TEXT NOT NULL,
	"table" TEXT NOT NULL,
	"row" TEXT NOT NULL,
	header TEXT NOT NULL,
	sheet JSON NOT NULL,
	panel JSON NOT NULL,
	sentence TEXT NOT NULL,
	line INTEGER NOT NULL,
	settled TEXT,
	PRIMARY KEY (id)
);

CREATE INDEX ix_case_kind ON "case" (kind);

CREATE TABLE contract (
	id TEXT NOT NULL,
	programme TEXT,
	method TEXT,
	tender_number TEXT,
	tender_date DATE,
	tender_result TEXT,
	provider TEXT,
	number TEXT,
	dated DATE,
	value INTEGER,
	delivery_due DATE,
	received DATE,
	note TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_contract_programme ON contract (programme) WHERE deleted = 0;

CREATE TABLE correction (
	id TEXT NOT NULL,
	programme TEXT,
	agency TEXT,
	batch TEXT,
	letter TEXT,
	rows INTEGER,
	due DATE,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE INDEX ix_correction_letter ON correction (letter);

CREATE UNIQUE INDEX ux_correction_batch ON correction (batch) WHERE deleted = 0;

CREATE TABLE data_request (
	id TEXT NOT NULL,
	programme TEXT,
	agency TEXT,
	letter TEXT,
	due DATE,
	answered DATE,
	reminder TEXT,
	hardcopy_received DATE,
	hardcopy_place TEXT,
	note TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_data_request_programme_agency ON data_request (programme, agency) WHERE deleted = 0;

CREATE TABLE decision (
	id TEXT NOT NULL,
	first TEXT,
	second TEXT,
	verdict TEXT,
	reason TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_decision_first_second ON decision (first, second) WHERE deleted = 0;

CREATE TABLE disposition (
	id TEXT NOT NULL,
	programme TEXT,
	stage TEXT,
	letter TEXT,
	code TEXT,
	turn INTEGER,
	sent DATE,
	answer TEXT,
	answered DATE,
	instruction TEXT,
	forwarded_to TEXT,
	symbolic_by TEXT,
	symbolic_date DATE,
	symbolic_place TEXT,
	symbolic_recipients TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_disposition_code ON disposition (code) WHERE deleted = 0;

CREATE TABLE file (
	id TEXT NOT NULL,
	owner TEXT,
	programme TEXT,
	stage TEXT,
	paper TEXT,
	name TEXT,
	kind TEXT,
	sha256 TEXT,
	size INTEGER,
	hardcopy_place TEXT,
	note TEXT,
	at TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE INDEX ix_file_owner ON file (owner);

CREATE INDEX ix_file_programme_stage ON file (programme, stage);

CREATE TABLE handover (
	id TEXT NOT NULL,
	programme TEXT,
	recipient TEXT,
	point TEXT,
	at TEXT,
	officer TEXT,
	taken_by TEXT,
	proxy_name TEXT,
	proxy_relation TEXT,
	proxy_phone TEXT,
	proxy_reason TEXT,
	kk_seen BOOLEAN,
	elsewhere_reason TEXT,
	cancelled_at TEXT,
	cancel_reason TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE INDEX ix_handover_point ON handover (point);

CREATE INDEX ix_handover_programme ON handover (programme);

CREATE UNIQUE INDEX ux_handover_recipient ON handover (recipient) WHERE deleted = 0 AND cancelled_at IS NULL;

CREATE TABLE history (
	seq INTEGER NOT NULL,
	operation TEXT NOT NULL,
	at TEXT NOT NULL,
	actor TEXT NOT NULL,
	actor_name TEXT NOT NULL,
	source TEXT NOT NULL,
	kind TEXT NOT NULL,
	"table" TEXT NOT NULL,
	"row" TEXT NOT NULL,
	fields JSON NOT NULL,
	personal JSON NOT NULL,
	digest TEXT NOT NULL,
	previous TEXT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (seq)
);

CREATE INDEX ix_history_operation ON history (operation);

CREATE INDEX ix_history_row ON history ("row");

CREATE TABLE holiday (
	id TEXT NOT NULL,
	date DATE,
	kind TEXT,
	name TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_holiday_date ON holiday (date) WHERE deleted = 0;

CREATE TABLE import (
	id TEXT NOT NULL,
	programme TEXT,
	agency TEXT,
	name TEXT,
	sha256 TEXT,
	rows INTEGER,
	stored INTEGER,
	state TEXT,
	at TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE TABLE incoming (
	id TEXT NOT NULL,
	agenda INTEGER,
	received DATE,
	number TEXT,
	dated DATE,
	sender TEXT,
	about TEXT,
	nature TEXT,
	disposition TEXT,
	programme TEXT,
	note TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE TABLE job (
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	programme TEXT NOT NULL,
	actor TEXT NOT NULL,
	started TEXT NOT NULL,
	done INTEGER DEFAULT '0' NOT NULL,
	total INTEGER DEFAULT '0' NOT NULL,
	state TEXT NOT NULL,
	sentence TEXT,
	stop BOOLEAN DEFAULT 0 NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX ix_job_programme ON job (programme);

CREATE TABLE layout (
	id TEXT NOT NULL,
	agency TEXT,
	headings TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_layout_agency ON layout (agency) WHERE deleted = 0;

CREATE TABLE letter (
	id TEXT NOT NULL,
	programme TEXT,
	stage TEXT,
	kind TEXT,
	version INTEGER,
	about TEXT,
	addressee TEXT,
	place TEXT,
	body TEXT,
	copies TEXT,
	attachment TEXT,
	number TEXT,
	serial INTEGER,
	year INTEGER,
	dated DATE,
	signer TEXT,
	state TEXT,
	code TEXT,
	template INTEGER,
	sent DATE,
	note TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE INDEX ix_letter_programme_kind ON letter (programme, kind);

CREATE UNIQUE INDEX ux_letter_code ON letter (code) WHERE deleted = 0;

CREATE UNIQUE INDEX ux_letter_number_year ON letter (number, year) WHERE deleted = 0;

CREATE UNIQUE INDEX ux_letter_serial_year ON letter (serial, year) WHERE deleted = 0;

CREATE TABLE note (
	"key" TEXT NOT NULL,
	value JSON,
	PRIMARY KEY ("key")
);

CREATE TABLE number_gap (
	id TEXT NOT NULL,
	year INTEGER,
	serial INTEGER,
	reason TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_number_gap_year_serial ON number_gap (year, serial) WHERE deleted = 0;

CREATE TABLE official (
	id TEXT NOT NULL,
	position TEXT,
	name TEXT,
	rank TEXT,
	nip TEXT,
	form TEXT,
	duty TEXT,
	since DATE,
	until DATE,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE TABLE package_item (
	id TEXT NOT NULL,
	programme TEXT,
	item TEXT,
	quantity INTEGER,
	unit TEXT,
	price INTEGER,
	received INTEGER,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE TABLE point (
	id TEXT NOT NULL,
	programme TEXT,
	name TEXT,
	address TEXT,
	kecamatan TEXT,
	kelurahan_list TEXT,
	date DATE,
	starts TEXT,
	ends TEXT,
	officer TEXT,
	packages INTEGER,
	state TEXT,
	to_warehouse INTEGER,
	to_later INTEGER,
	to_reserve INTEGER,
	close_note TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE TABLE programme (
	id TEXT NOT NULL,
	name TEXT,
	year INTEGER,
	occasion TEXT,
	goods TEXT,
	quota INTEGER,
	budget INTEGER,
	budget_source TEXT,
	one_per_kk BOOLEAN,
	proxy_allowed BOOLEAN,
	responsible TEXT,
	decree TEXT,
	note TEXT,
	opened DATE,
	status TEXT,
	share_rule TEXT,
	share_reason TEXT,
	fixed_at TEXT,
	fixed_digest TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE TABLE recipient (
	id TEXT NOT NULL,
	programme TEXT,
	agency TEXT,
	nik TEXT,
	no_kk TEXT,
	name TEXT,
	sex TEXT,
	birth_place TEXT,
	birth_date DATE,
	address TEXT,
	rt TEXT,
	rw TEXT,
	kelurahan TEXT,
	kelurahan_code TEXT,
	kecamatan TEXT,
	decile INTEGER,
	source TEXT,
	helped_before BOOLEAN,
	note TEXT,
	state TEXT,
	preference TEXT,
	rank INTEGER,
	reason TEXT,
	replaces TEXT,
	point TEXT,
	code TEXT,
	findings TEXT,
	batch TEXT,
	source_row INTEGER,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE INDEX ix_recipient_batch ON recipient (batch);

CREATE INDEX ix_recipient_kelurahan ON recipient (kelurahan);

CREATE INDEX ix_recipient_name ON recipient (name);

CREATE INDEX ix_recipient_nik ON recipient (nik);

CREATE INDEX ix_recipient_no_kk ON recipient (no_kk);

CREATE INDEX ix_recipient_point ON recipient (point);

CREATE INDEX ix_recipient_programme_state ON recipient (programme, state);

CREATE UNIQUE INDEX ux_recipient_code ON recipient (code) WHERE deleted = 0;

CREATE TABLE setting (
	id TEXT NOT NULL,
	"key" TEXT,
	value TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_setting_key ON setting ("key") WHERE deleted = 0;

CREATE TABLE stage (
	id TEXT NOT NULL,
	programme TEXT,
	stage TEXT,
	number INTEGER,
	status TEXT,
	started DATE,
	finished DATE,
	returned INTEGER,
	override TEXT,
	officer TEXT,
	note TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_stage_programme_stage ON stage (programme, stage) WHERE deleted = 0;

CREATE TABLE template (
	id TEXT NOT NULL,
	name TEXT,
	version INTEGER,
	text TEXT,
	at TEXT,
	author TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_template_name_version ON template (name, version) WHERE deleted = 0;

CREATE TABLE user (
	id TEXT NOT NULL,
	username TEXT,
	name TEXT,
	role TEXT,
	active BOOLEAN,
	password_hash TEXT,
	deleted BOOLEAN DEFAULT 0 NOT NULL,
	extra JSON,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_user_username ON user (username) WHERE deleted = 0;

CREATE TABLE delivery (
	seq INTEGER NOT NULL,
	state TEXT DEFAULT 'pending' NOT NULL,
	operation TEXT,
	PRIMARY KEY (seq),
	FOREIGN KEY(seq) REFERENCES history (seq)
);

CREATE INDEX ix_delivery_state ON delivery (state);

CREATE TABLE history_personal (
	seq INTEGER NOT NULL,
	salt TEXT NOT NULL,
	"values" JSON NOT NULL,
	PRIMARY KEY (seq),
	FOREIGN KEY(seq) REFERENCES history (seq)
);

CREATE TABLE session (
	token_hash TEXT NOT NULL,
	user TEXT NOT NULL,
	started TEXT NOT NULL,
	expires TEXT NOT NULL,
	PRIMARY KEY (token_hash),
	FOREIGN KEY(user) REFERENCES user (id)
);

CREATE INDEX ix_session_user ON session (user);
