using System.Data.Common;
using Microsoft.Data.Sqlite;
using SegmentationML.Core;

namespace SegmentationML.Storage.Ledger;

/// <summary>The ledger in a file: SQLite in WAL mode, flushed at each commit, checked and brought up to date when it is opened.</summary>
/// <remarks>Other processes are kept apart by SQLite.</remarks>
internal sealed class SqliteLedger : LedgerDatabase
{
    private const int ApplicationId = 0x5345474D;
    private readonly SqliteConnection _connection;
    private readonly LedgerConnection _statements;

    private SqliteLedger(string path, SqliteConnection connection)
        : base(path)
    {
        _connection = connection;
        _statements = new LedgerConnection(connection);
    }

    /// <summary>Opens or creates the ledger.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="clock">The clock.</param>
    public static SqliteLedger Open(string path, TimeProvider clock) => Open(path, clock, LedgerMigration.All);

    /// <summary>As <see cref="Open(string, TimeProvider)"/>, with the migrations of another release.</summary>
    internal static SqliteLedger Open(string path, TimeProvider clock, IReadOnlyList<LedgerMigration> migrations)
    {
        MakeForOwnerOnly(path);
        return Open(path, path, clock, migrations, _ => { });
    }

    /// <summary>Opens a copy of the ledger in memory, for a disk that cannot be written: nothing is written beside the file, and what is changed in the copy ends with it.</summary>
    /// <remarks>
    /// A file without a log of its own is read as immutable, since SQLite would make its shared index otherwise; one whose last writer died is read together with its log.
    /// A missing file gives an empty ledger, as <see cref="Open(string, TimeProvider)"/> does.
    /// </remarks>
    /// <param name="path">The file, absolute.</param>
    /// <param name="clock">The clock.</param>
    public static SqliteLedger OpenCopy(string path, TimeProvider clock) => Open(path, ":memory:", clock, LedgerMigration.All, memory => CopyInto(memory, path));

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check()
        => Read(connection => connection.Query("PRAGMA integrity_check(5)", row => row.GetString(0)).Where(f => f != "ok").Concat(connection.Query("PRAGMA foreign_key_check", row => $"a row of {row.GetString(0)} refers to nothing")).ToArray());

    /// <summary>Makes the file whole by itself, without a log beside it.</summary>
    public void FoldLog() => _statements.Execute("PRAGMA journal_mode = DELETE");

    protected override LedgerConnection BeginRead() => Begin("BEGIN");

    protected override LedgerConnection BeginWrite() => Begin("BEGIN IMMEDIATE");

    protected override void Commit() => _statements.Execute("COMMIT");

    protected override void Rollback()
    {
        try
        {
            _statements.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has ended the transaction itself.
        }
    }

    /// <remarks>Rows are overwritten as they are deleted (<c>secure_delete</c>); what the log still holds of them goes with the log.</remarks>
    protected override bool ScrubTables(IReadOnlyList<string> tables)
        => _statements.Query("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0)) is [0];

    protected override void Close() => _connection.Dispose();

    /// <remarks>SQLite's own way to copy a database in use; the copy has its log folded in.</remarks>
    protected override void WriteCopy(string path, TimeProvider clock)
    {
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        copy.Open();
        _connection.BackupDatabase(copy);
        new LedgerConnection(copy).Execute("PRAGMA journal_mode = DELETE");
    }

    protected override Problem Problem(DbException error) => LedgerProblem.Of((SqliteException)error, Place);

    protected override bool IsSurelyNotDone(DbException error) => LedgerProblem.IsSurelyNotDone((SqliteException)error);

    /// <summary>A new ledger is its owner's alone, and so are its log and index, to which SQLite gives the file's mode: it holds what signs webhooks and names persons. An empty file is a database without tables.</summary>
    private static void MakeForOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path) || !Directory.Exists(Path.GetDirectoryName(path)))
        {
            return;
        }

        try
        {
            new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Opening it says what is wrong, in the words of a ledger.
        }
    }

    private static SqliteLedger Open(string path, string place, TimeProvider clock, IReadOnlyList<LedgerMigration> migrations, Action<SqliteConnection> fill)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = place, Pooling = false, DefaultTimeout = SecondsToWaitForOthers }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            var ledger = new SqliteLedger(path, connection);
            connection.Open();
            fill(connection);
            ledger.Configure();
            ledger.QuickCheck();
            ledger.Migrate(
                migrations,
                Applied,
                c => c.Execute($"PRAGMA application_id = {ApplicationId}; CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied TEXT NOT NULL) STRICT"),
                (c, migration) => c.Execute(migration.Sql),
                clock);
            return ledger;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new ProblemException(LedgerProblem.Of(e, path), e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void CopyInto(SqliteConnection memory, string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        var hasLog = new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };
        var source = hasLog ? path : new Uri(path).AbsoluteUri + "?immutable=1";
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        connection.BackupDatabase(memory);
    }

    private static long Applied(LedgerConnection connection)
        => connection.Integer("SELECT count(*) FROM sqlite_schema WHERE name = 'migrations'") == 0 ? 0 : connection.Integer("SELECT max(number) FROM migrations") ?? 0;

    private LedgerConnection Begin(string statement)
    {
        _statements.Execute(statement);
        return _statements;
    }

    private void Configure()
    {
        _statements.Execute("PRAGMA journal_mode = WAL");
        _statements.Execute("PRAGMA synchronous = FULL");
        _statements.Execute("PRAGMA foreign_keys = ON");
        _statements.Execute("PRAGMA secure_delete = ON");
        _statements.Execute("PRAGMA trusted_schema = OFF");
        _statements.Execute("PRAGMA cell_size_check = ON");
        _statements.Execute($"PRAGMA busy_timeout = {SecondsToWaitForOthers * 1000}");
    }

    private void QuickCheck()
    {
        var found = _statements.Query("PRAGMA quick_check(1)", row => row.GetString(0));
        if (found is not ["ok"])
        {
            throw new ProblemException(LedgerProblem.Damaged(Place, string.Join("; ", found)));
        }

        var application = _statements.Integer("PRAGMA application_id");
        var tables = _statements.Integer("SELECT count(*) FROM sqlite_schema");
        if (application != ApplicationId && tables > 0)
        {
            throw new ProblemException(LedgerProblem.Damaged(Place, "it is the database of another program"));
        }
    }
}
