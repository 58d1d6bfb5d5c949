namespace SegmentationML.Storage.Ledger;

/// <summary>One step forward of the ledger's schema; never changed once released, only followed by another.</summary>
/// <param name="Number">1 and up without gaps.</param>
/// <param name="Name">What it brings.</param>
/// <param name="Sql">The statements.</param>
internal sealed record LedgerMigration(long Number, string Name, string Sql)
{
    /// <summary>The area of <see cref="LedgerStates"/> that the audit chain did not state before: what holds in it already is stated when this is applied. Null for none.</summary>
    public string? Known { get; init; }

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<LedgerMigration> All { get; } =
    [
        new(1, "pipelines, runs, steps, versions", """
            CREATE TABLE pipelines (
                name TEXT NOT NULL PRIMARY KEY,
                fencing_token INTEGER NOT NULL DEFAULT 0,
                last_version INTEGER NOT NULL DEFAULT 0,
                current_version INTEGER
            ) STRICT;
            CREATE TABLE runs (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                pipeline TEXT NOT NULL REFERENCES pipelines (name),
                request_digest TEXT NOT NULL,
                state TEXT NOT NULL,
                attempt INTEGER NOT NULL,
                fencing_token INTEGER NOT NULL,
                started TEXT NOT NULL,
                attempt_started TEXT NOT NULL,
                ended TEXT,
                holder TEXT NOT NULL,
                version INTEGER,
                problem TEXT
            ) STRICT;
            CREATE INDEX runs_of_pipeline ON runs (pipeline, sequence);
            CREATE TABLE steps (
                run_id TEXT NOT NULL REFERENCES runs (id),
                attempt INTEGER NOT NULL,
                step TEXT NOT NULL,
                state TEXT NOT NULL,
                key TEXT NOT NULL,
                started TEXT NOT NULL,
                ended TEXT,
                rows INTEGER NOT NULL,
                summary TEXT NOT NULL,
                PRIMARY KEY (run_id, attempt, step)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE versions (
                pipeline TEXT NOT NULL REFERENCES pipelines (name),
                version INTEGER NOT NULL CHECK (version >= 1),
                parent INTEGER,
                run_id TEXT NOT NULL,
                time TEXT NOT NULL,
                content_digest TEXT NOT NULL,
                content TEXT NOT NULL,
                origin TEXT NOT NULL CHECK (origin IN ('published', 'adopted')),
                PRIMARY KEY (pipeline, version)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX versions_of_run ON versions (pipeline, run_id);
            """),
        new(2, "outbox", """
            CREATE TABLE outbox (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                topic TEXT NOT NULL,
                payload TEXT NOT NULL,
                time TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'refused')),
                attempts INTEGER NOT NULL DEFAULT 0,
                settled TEXT,
                problem TEXT
            ) STRICT;
            CREATE INDEX outbox_pending ON outbox (sequence) WHERE state = 'pending';
            """),
        new(3, "audit chain", """
            CREATE TABLE audit (
                sequence INTEGER NOT NULL PRIMARY KEY,
                time TEXT NOT NULL,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                actor TEXT NOT NULL,
                facts TEXT NOT NULL,
                previous TEXT NOT NULL,
                hash TEXT NOT NULL
            ) STRICT;
            CREATE INDEX audit_of_subject ON audit (subject, sequence);
            CREATE TABLE audit_head (
                id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                sequence INTEGER NOT NULL,
                hash TEXT NOT NULL
            ) STRICT;
            """),
        new(4, "candidates, what went live when, names and expiry of versions", """
            ALTER TABLE versions ADD COLUMN candidate INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE versions ADD COLUMN restores INTEGER;
            ALTER TABLE versions ADD COLUMN marked TEXT;
            ALTER TABLE versions ADD COLUMN expired TEXT;
            CREATE TABLE version_names (
                pipeline TEXT NOT NULL REFERENCES pipelines (name),
                kind TEXT NOT NULL CHECK (kind IN ('alias', 'tag')),
                name TEXT NOT NULL,
                version INTEGER NOT NULL,
                time TEXT NOT NULL,
                PRIMARY KEY (pipeline, kind, name)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE activations (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                pipeline TEXT NOT NULL REFERENCES pipelines (name),
                version INTEGER NOT NULL,
                previous INTEGER,
                time TEXT NOT NULL
            ) STRICT;
            CREATE INDEX activations_of_pipeline ON activations (pipeline, sequence);
            INSERT INTO activations (pipeline, version, previous, time) SELECT pipeline, version, parent, time FROM versions ORDER BY pipeline, version;
            """),
        new(5, "followers of the registry", """
            CREATE TABLE registry_followers (
                model TEXT NOT NULL PRIMARY KEY,
                target TEXT NOT NULL
            ) STRICT;
            CREATE TABLE followed_versions (
                address TEXT NOT NULL,
                model TEXT NOT NULL,
                version INTEGER NOT NULL,
                number TEXT NOT NULL,
                PRIMARY KEY (address, model, version)
            ) STRICT;
            """),
        new(6, "keys to the service", """
            CREATE TABLE api_keys (
                id TEXT NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                digest TEXT NOT NULL,
                scopes TEXT NOT NULL,
                created TEXT NOT NULL,
                created_by TEXT NOT NULL,
                expires TEXT,
                revoked TEXT,
                last_used TEXT
            ) STRICT;
            """),
        new(7, "overrides", """
            CREATE TABLE overrides (
                number INTEGER NOT NULL PRIMARY KEY,
                pipeline TEXT NOT NULL,
                content TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'refused')),
                requested_by TEXT NOT NULL,
                requested TEXT NOT NULL,
                decided_by TEXT,
                decided TEXT,
                authority TEXT,
                note TEXT NOT NULL
            ) STRICT;
            CREATE INDEX overrides_of_pipeline ON overrides (pipeline, number);
            """),
        new(8, "model registry, promotions", """
            CREATE TABLE models (
                name TEXT NOT NULL PRIMARY KEY,
                last_version INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE model_versions (
                model TEXT NOT NULL REFERENCES models (name),
                version INTEGER NOT NULL CHECK (version >= 1),
                identity TEXT NOT NULL,
                run_id TEXT NOT NULL,
                time TEXT NOT NULL,
                content_digest TEXT NOT NULL,
                content TEXT NOT NULL,
                removed TEXT,
                PRIMARY KEY (model, version)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX model_versions_of_identity ON model_versions (model, identity);
            CREATE TABLE model_aliases (
                model TEXT NOT NULL,
                alias TEXT NOT NULL,
                version INTEGER NOT NULL,
                time TEXT NOT NULL,
                PRIMARY KEY (model, alias),
                FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE model_tags (
                model TEXT NOT NULL,
                version INTEGER NOT NULL,
                tag TEXT NOT NULL,
                content TEXT NOT NULL,
                PRIMARY KEY (model, version, tag),
                FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE model_lineage (
                model TEXT NOT NULL,
                version INTEGER NOT NULL,
                pipeline TEXT NOT NULL,
                run_id TEXT NOT NULL,
                published INTEGER NOT NULL,
                time TEXT NOT NULL,
                PRIMARY KEY (model, version, pipeline, run_id, published),
                FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX model_lineage_of_published ON model_lineage (pipeline, published);
            CREATE TABLE promotions (
                pipeline TEXT NOT NULL REFERENCES pipelines (name),
                version INTEGER NOT NULL,
                model TEXT NOT NULL,
                model_version INTEGER,
                base INTEGER,
                state TEXT NOT NULL CHECK (state IN ('candidate', 'review', 'approved', 'live', 'retired')),
                evidence TEXT NOT NULL,
                required TEXT NOT NULL,
                metrics TEXT,
                impact TEXT,
                PRIMARY KEY (pipeline, version)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE promotion_entries (
                pipeline TEXT NOT NULL,
                version INTEGER NOT NULL,
                place INTEGER NOT NULL,
                action TEXT NOT NULL,
                state TEXT NOT NULL,
                actor TEXT NOT NULL,
                authority TEXT NOT NULL,
                reason TEXT NOT NULL,
                time TEXT NOT NULL,
                PRIMARY KEY (pipeline, version, place),
                FOREIGN KEY (pipeline, version) REFERENCES promotions (pipeline, version)
            ) STRICT, WITHOUT ROWID;
            """),
        new(9, "cases", """
            CREATE TABLE cases (
                number INTEGER NOT NULL PRIMARY KEY,
                pipeline TEXT NOT NULL,
                kind TEXT NOT NULL,
                state TEXT NOT NULL,
                closed INTEGER NOT NULL,
                content TEXT NOT NULL
            ) STRICT;
            CREATE INDEX cases_of_pipeline ON cases (pipeline, number);
            """),
        new(10, "roles, rows and classes of keys", """
            ALTER TABLE api_keys ADD COLUMN roles TEXT NOT NULL DEFAULT '';
            ALTER TABLE api_keys ADD COLUMN sees TEXT NOT NULL DEFAULT '';
            ALTER TABLE api_keys ADD COLUMN row_limits TEXT NOT NULL DEFAULT '[]';
            """),
        new(11, "what runs of the service were told", """
            ALTER TABLE runs ADD COLUMN terms TEXT;
            """),
        new(12, "consumers of versions, answers to repeated calls", """
            CREATE TABLE consumers (
                pipeline TEXT NOT NULL REFERENCES pipelines (name),
                name TEXT NOT NULL,
                version INTEGER NOT NULL,
                time TEXT NOT NULL,
                acknowledged_by TEXT NOT NULL,
                PRIMARY KEY (pipeline, name)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE repeated_calls (
                caller TEXT NOT NULL,
                key TEXT NOT NULL,
                fingerprint TEXT NOT NULL,
                begun TEXT NOT NULL,
                holder TEXT NOT NULL,
                status INTEGER,
                headers TEXT,
                body TEXT,
                PRIMARY KEY (caller, key)
            ) STRICT, WITHOUT ROWID;
            """),
        new(13, "alerts, webhooks", """
            ALTER TABLE outbox ADD COLUMN target TEXT;
            ALTER TABLE outbox ADD COLUMN due TEXT;
            CREATE INDEX outbox_due ON outbox (due) WHERE state = 'pending';
            CREATE INDEX outbox_of_target ON outbox (topic, target, sequence);
            CREATE TABLE webhooks (
                id TEXT NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                url TEXT NOT NULL,
                events TEXT NOT NULL,
                secret TEXT NOT NULL,
                created TEXT NOT NULL,
                created_by TEXT NOT NULL,
                removed TEXT
            ) STRICT;
            CREATE TABLE run_observations (
                pipeline TEXT NOT NULL PRIMARY KEY,
                content TEXT NOT NULL
            ) STRICT;
            CREATE TABLE alerts (
                fingerprint TEXT NOT NULL PRIMARY KEY,
                state TEXT NOT NULL CHECK (state IN ('firing', 'resolved')),
                content TEXT NOT NULL
            ) STRICT;
            CREATE TABLE alert_groups (
                name TEXT NOT NULL PRIMARY KEY,
                content TEXT NOT NULL
            ) STRICT;
            CREATE TABLE alert_silences (
                number INTEGER NOT NULL PRIMARY KEY,
                content TEXT NOT NULL
            ) STRICT;
            """),
        new(14, "persons and the keys of their pseudonyms", """
            CREATE TABLE person_keys (
                column_name TEXT NOT NULL,
                person TEXT NOT NULL,
                secret BLOB NOT NULL,
                PRIMARY KEY (column_name, person)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE person_tombstones (
                digest BLOB NOT NULL PRIMARY KEY
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE person_state (
                id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                secret BLOB NOT NULL,
                erasures INTEGER NOT NULL
            ) STRICT;
            """),
        new(15, "delivered messages go after a while; keys in the audit chain", """
            CREATE INDEX outbox_delivered ON outbox (settled) WHERE state = 'delivered';
            """) { Known = "key" },
        new(16, "secrets of webhooks that are replaced; runs that are to be cancelled", """
            ALTER TABLE webhooks ADD COLUMN former_secret TEXT;
            ALTER TABLE webhooks ADD COLUMN former_until TEXT;
            ALTER TABLE runs ADD COLUMN cancel_by TEXT;
            """),
    ];
}
