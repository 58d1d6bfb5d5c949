using System.Data.Common;
using System.Diagnostics;
using Npgsql;
using SegmentationML.Core;

namespace SegmentationML.Storage.Ledger.Postgres;

/// <summary>The ledger in a schema of a PostgreSQL server, for any number of machines.</summary>
/// <remarks>
/// Each change takes one advisory lock first, so that changes happen one at a time as they do in the file: <c>docs/decisions</c> says why. A connection that is lost before a change
/// began is made again; when it is lost at the commit, the server is asked what became of the transaction.
/// </remarks>
internal sealed class PostgresLedger : LedgerDatabase
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(100);
    private readonly PostgresSession _session;
    private readonly string _schema;
    private readonly TimeSpan _patience;
    private NpgsqlConnection? _current;
    private string? _transaction;
    private bool _surelyNotDone;

    /// <summary>For how long a change waits for those of others, whole seconds; tests shorten it.</summary>
    internal TimeSpan WaitForOthers { get; set; } = TimeSpan.FromSeconds(SecondsToWaitForOthers);

    private PostgresLedger(PostgresAddress address, TimeSpan patience)
        : base(address.ToString())
    {
        _session = new PostgresSession(address);
        _schema = address.Schema;
        _patience = patience;
    }

    /// <summary>For how long a server that went away while a workspace is open is waited for.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Opens the ledger, or makes it in an empty or missing schema.</summary>
    /// <param name="address">Where.</param>
    /// <param name="clock">The clock.</param>
    public static PostgresLedger Open(PostgresAddress address, TimeProvider clock) => Open(address, clock, LedgerMigration.All, Patience);

    /// <summary>As <see cref="Open(PostgresAddress, TimeProvider)"/>, with the migrations of another release.</summary>
    internal static PostgresLedger Open(PostgresAddress address, TimeProvider clock, IReadOnlyList<LedgerMigration> migrations, TimeSpan patience)
    {
        var ledger = new PostgresLedger(address, patience);
        try
        {
            ledger._session.Run(TimeSpan.Zero, _ => true);
            ledger.Migrate(
                migrations,
                ledger.Applied,
                ledger.Prepare,
                (c, migration) => c.Execute(PostgresSql.Translate(migration.Sql)),
                clock);
            return ledger;
        }
        catch (DbException e)
        {
            ledger.Dispose();
            throw new ProblemException(PostgresProblem.Of(e, ledger.Place), e);
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    protected override LedgerConnection BeginRead()
        => _session.Run(_patience, connection =>
        {
            _current = connection;
            Execute(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            return new LedgerConnection(connection);
        });

    protected override LedgerConnection BeginWrite()
        => _session.Run(_patience, connection =>
        {
            _current = connection;
            _surelyNotDone = false;
            Execute(connection, $"BEGIN; SET LOCAL lock_timeout = '{WaitForOthers.TotalSeconds:0}s'; SELECT pg_advisory_xact_lock({AdvisoryKey.Of(_schema, "changes")})");
            var statements = new LedgerConnection(connection);
            _transaction = statements.Text("SELECT CAST(pg_current_xact_id() AS TEXT)");
            return statements;
        });

    /// <remarks>The first statement fails where an error has ended the transaction already: COMMIT alone would roll back and call it a success.</remarks>
    protected override void Commit()
    {
        if (_current is not { FullState: System.Data.ConnectionState.Open })
        {
            _surelyNotDone = true;
            throw new NpgsqlException("The connection broke before the commit");
        }

        try
        {
            Execute(_current, "SELECT 1; COMMIT");
        }
        catch (NpgsqlException e) when (!PostgresProblem.IsAnswer(e))
        {
            var outcome = Outcome();
            _surelyNotDone = outcome == "aborted";
            if (outcome != "committed")
            {
                throw;
            }
        }
    }

    protected override void Rollback()
    {
        if (_current is not { FullState: System.Data.ConnectionState.Open })
        {
            return; // The server ends the transaction of a connection that is gone.
        }

        try
        {
            Execute(_current, "ROLLBACK");
        }
        catch (NpgsqlException)
        {
            _session.Drop();
        }
    }

    /// <remarks>The rows' pages are written anew. The server's own log and backups are its operator's.</remarks>
    protected override bool ScrubTables(IReadOnlyList<string> tables)
        => _session.Run(_patience, connection =>
        {
            foreach (var table in tables)
            {
                Execute(connection, $"VACUUM FULL {table}");
            }

            return true;
        });

    protected override void Close() => _session.Dispose();

    protected override void WriteCopy(string path, TimeProvider clock)
    {
        using var copy = SqliteLedger.Open(path, clock);
        var tables = copy.Read(LedgerCopy.Tables);
        Read(source =>
        {
            copy.Write(target => LedgerCopy.Rows(source, target, tables));
            return true;
        });
        copy.FoldLog();
    }

    /// <summary>Fills an empty ledger with the rows of one in a file.</summary>
    /// <param name="file">The file's ledger.</param>
    /// <exception cref="ProblemException">There are rows already.</exception>
    public void Fill(SqliteLedger file)
        => file.Read(source =>
        {
            Write(target =>
            {
                if (AuditRows.Head(target) is not null || target.Integer("SELECT count(*) FROM pipelines") > 0)
                {
                    throw new ProblemException(new Problem("SEG-LEDG-023", $"The ledger in {Place} is not empty.", "Name another schema with ?schema=NAME; it is made where it is missing."));
                }

                LedgerCopy.Rows(source, target, LedgerCopy.Tables(source));
                foreach (var (table, column) in target.Query("SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'", row => (row.GetString(0), row.GetString(1))))
                {
                    target.Text($"SELECT CAST(setval(pg_get_serial_sequence('{table}', '{column}'), coalesce((SELECT max({column}) FROM {table}), 0) + 1, false) AS TEXT)");
                }
            });
            return true;
        });

    protected override Problem Problem(DbException error) => PostgresProblem.Of(error, Place);

    protected override bool IsSurelyNotDone(DbException error) => PostgresProblem.IsAnswer(error) || _surelyNotDone;

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>What the server knows of a transaction whose end was not heard: <c>committed</c>, <c>aborted</c>, or null when it cannot be told.</summary>
    private string? Outcome()
    {
        _session.Drop();
        var since = Stopwatch.GetTimestamp();
        try
        {
            while (Stopwatch.GetElapsedTime(since) < _patience)
            {
                var status = _session.Run(_patience, connection => new LedgerConnection(connection).Text("SELECT pg_xact_status(CAST(@id AS xid8))", ("id", _transaction)));
                if (status != "in progress")
                {
                    return status;
                }

                Thread.Sleep(PollEvery);
            }
        }
        catch (Exception e) when (e is NpgsqlException or ProblemException)
        {
            // Nobody to ask.
        }

        return null;
    }

    /// <remarks>A role may be allowed to write in a schema that it may not make.</remarks>
    private void Prepare(LedgerConnection connection)
    {
        if (connection.Integer("SELECT count(*) FROM pg_namespace WHERE nspname = @schema", ("schema", _schema)) == 0)
        {
            connection.Execute($"CREATE SCHEMA {_schema}");
        }

        connection.Execute(PostgresSql.Translate("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied TEXT NOT NULL)"));
    }

    private long Applied(LedgerConnection connection)
    {
        var tables = connection.Query("SELECT CAST(relname AS TEXT) FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = @schema) AND relkind IN ('r', 'p', 'v', 'm')", row => row.GetString(0), ("schema", _schema));
        return tables.Contains("migrations", StringComparer.Ordinal) ? connection.Integer("SELECT max(number) FROM migrations") ?? 0
            : tables.Count == 0 ? 0
            : throw new ProblemException(new Problem("SEG-LEDG-020", $"The schema of {Place} holds tables of another program, such as '{tables.Order(StringComparer.Ordinal).First()}'.", "Name an empty schema with ?schema=NAME; it is made where it is missing."));
    }
}
