using Microsoft.Data.Sqlite;
using SegmentationML.Core;

namespace SegmentationML.Storage.Ledger;

/// <summary>The ledger's file: SQLite in WAL mode, flushed at each commit, checked and brought up to date when it is opened.</summary>
/// <remarks>One connection, used by one thread at a time; other processes are kept apart by SQLite.</remarks>
internal sealed class LedgerDatabase : IDisposable
{
    private const int ApplicationId = 0x5345474D;
    private const int SecondsToWaitForOthers = 10;
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private bool _disposed;

    private LedgerDatabase(string path, SqliteConnection connection)
    {
        Path = path;
        _connection = connection;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Called with <c>commit</c> before and <c>committed</c> after each commit; tests throw from it.</summary>
    internal Action<string>? Faults { get; set; }

    /// <summary>Opens or creates the ledger.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="clock">The clock.</param>
    public static LedgerDatabase Open(string path, TimeProvider clock) => Open(path, path, clock, _ => { });

    /// <summary>Opens a copy of the ledger in memory, for a disk that cannot be written: nothing is written beside the file, and what is changed in the copy ends with it.</summary>
    /// <remarks>
    /// A file without a log of its own is read as immutable, since SQLite would make its shared index otherwise; one whose last writer died is read together with its log.
    /// A missing file gives an empty ledger, as <see cref="Open(string, TimeProvider)"/> does.
    /// </remarks>
    /// <param name="path">The file, absolute.</param>
    /// <param name="clock">The clock.</param>
    public static LedgerDatabase OpenCopy(string path, TimeProvider clock) => Open(path, ":memory:", clock, memory => CopyInto(memory, path));

    private static LedgerDatabase Open(string path, string place, TimeProvider clock, Action<SqliteConnection> fill)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = place, Pooling = false, DefaultTimeout = SecondsToWaitForOthers }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            var ledger = new LedgerDatabase(path, connection);
            connection.Open();
            fill(connection);
            ledger.Configure();
            ledger.Check();
            ledger.Migrate(clock);
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

    /// <summary>Reads in one consistent view.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                _connection.Execute("BEGIN");
                try
                {
                    return query(_connection);
                }
                finally
                {
                    Rollback();
                }
            }
            catch (SqliteException e)
            {
                throw new ProblemException(LedgerProblem.Of(e, Path), e);
            }
        }
    }

    /// <summary>Makes a change as one transaction, on the disk when this returns. Anything thrown by <paramref name="change"/> undoes it.</summary>
    /// <remarks>A failure of the commit itself, other than for want of space, is <see cref="LedgerProblem.UnknownOutcome"/>: the change may come back when the file is recovered.</remarks>
    public T Write<T>(Func<SqliteConnection, T> change)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            T result;
            try
            {
                _connection.Execute("BEGIN IMMEDIATE");
                result = change(_connection);
            }
            catch (Exception e)
            {
                Rollback();
                if (e is SqliteException error)
                {
                    throw new ProblemException(LedgerProblem.Of(error, Path), e);
                }

                throw;
            }

            Commit();
            return result;
        }
    }

    /// <summary>As <see cref="Write{T}"/>, without a result.</summary>
    public void Write(Action<SqliteConnection> change)
        => Write(connection =>
        {
            change(connection);
            return true;
        });

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _connection.Dispose();
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

    private void Commit()
    {
        try
        {
            Faults?.Invoke("commit");
            _connection.Execute("COMMIT");
            Faults?.Invoke("committed");
        }
        catch (SqliteException e) when (LedgerProblem.IsSurelyNotDone(e))
        {
            Rollback();
            throw new ProblemException(LedgerProblem.Of(e, Path), e);
        }
        catch (Exception e) when (LedgerProblem.IsStorage(e))
        {
            Rollback();
            throw new ProblemException(LedgerProblem.UnknownOutcome(Path, e), e);
        }
    }

    private void Rollback()
    {
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has ended the transaction itself.
        }
    }

    private void Configure()
    {
        _connection.Execute("PRAGMA journal_mode = WAL");
        _connection.Execute("PRAGMA synchronous = FULL");
        _connection.Execute("PRAGMA foreign_keys = ON");
        _connection.Execute("PRAGMA trusted_schema = OFF");
        _connection.Execute("PRAGMA cell_size_check = ON");
        _connection.Execute($"PRAGMA busy_timeout = {SecondsToWaitForOthers * 1000}");
    }

    private void Check()
    {
        var found = _connection.Query("PRAGMA quick_check(1)", row => row.GetString(0));
        if (found is not ["ok"])
        {
            throw new ProblemException(LedgerProblem.Damaged(Path, string.Join("; ", found)));
        }

        var application = _connection.Integer("PRAGMA application_id");
        var tables = _connection.Integer("SELECT count(*) FROM sqlite_schema");
        if (application != ApplicationId && tables > 0)
        {
            throw new ProblemException(LedgerProblem.Damaged(Path, "it is the database of another program"));
        }
    }

    private void Migrate(TimeProvider clock)
    {
        if (Applied(_connection) == LedgerMigration.All[^1].Number)
        {
            return;
        }

        Write(connection =>
        {
            connection.Execute($"PRAGMA application_id = {ApplicationId}");
            connection.Execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied TEXT NOT NULL) STRICT");
            var applied = Applied(connection);
            RequireKnown(applied);
            foreach (var migration in LedgerMigration.All.Where(m => m.Number > applied))
            {
                connection.Execute(migration.Sql);
                connection.Execute(
                    "INSERT INTO migrations (number, name, applied) VALUES (@number, @name, @applied)",
                    ("number", migration.Number), ("name", migration.Name), ("applied", Timestamp.Text(Timestamp.Now(clock))));
            }
        });
    }

    private static long Applied(SqliteConnection connection)
        => connection.Integer("SELECT count(*) FROM sqlite_schema WHERE name = 'migrations'") == 0 ? 0 : connection.Integer("SELECT max(number) FROM migrations") ?? 0;

    private static void RequireKnown(long applied)
    {
        var known = LedgerMigration.All[^1].Number;
        if (applied > known)
        {
            throw new ProblemException(LedgerProblem.TooNew("The ledger", applied, known));
        }
    }
}
