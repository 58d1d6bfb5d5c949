using System.Data.Common;
using SegmentationML.Core;

namespace SegmentationML.Storage.Ledger;

/// <summary>The database that holds the ledger: a file of SQLite, or a schema on a PostgreSQL server that several machines share.</summary>
/// <remarks>
/// Changes happen one at a time, whichever process or machine makes them, so that what a change reads is still so when it writes.
/// One connection, used by one thread at a time.
/// </remarks>
internal abstract class LedgerDatabase(string place) : IDisposable
{
    /// <summary>For how long a change waits for those of others before it gives up. Changes take milliseconds; this long is for a machine that has too much to do, where a run of an hour should not fail at its publish, and longer than a server keeps the session of a process that is paused in mid-change.</summary>
    /// <remarks>Tests, which have more at once on less, make it longer.</remarks>
    internal static int SecondsToWaitForOthers { get; set; } = 50;

    private readonly Lock _gate = new();
    private bool _disposed;

    /// <summary>Where it is, for messages: a path, or an address without a password.</summary>
    public string Place { get; } = place;

    /// <summary>Called with <c>commit</c> before and <c>committed</c> after each commit; tests throw from it.</summary>
    internal Action<string>? Faults { get; set; }

    /// <summary>Reads in one consistent view.</summary>
    public T Read<T>(Func<LedgerConnection, T> query)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                var connection = BeginRead();
                try
                {
                    return query(connection);
                }
                finally
                {
                    Rollback();
                }
            }
            catch (DbException e)
            {
                throw new ProblemException(Problem(e), e);
            }
        }
    }

    /// <summary>Makes a change as one transaction, on the disk when this returns. Anything thrown by <paramref name="change"/> undoes it.</summary>
    /// <remarks>A failure of the commit itself, unless it surely was not made, is <see cref="LedgerProblem.UnknownOutcome"/>: the change may be found when one looks again.</remarks>
    public T Write<T>(Func<LedgerConnection, T> change)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            T result;
            try
            {
                result = change(BeginWrite());
            }
            catch (Exception e)
            {
                Rollback();
                if (e is DbException error)
                {
                    throw new ProblemException(Problem(error), e);
                }

                throw;
            }

            EndWrite();
            return result;
        }
    }

    /// <summary>As <see cref="Write{T}"/>, without a result.</summary>
    public void Write(Action<LedgerConnection> change)
        => Write(connection =>
        {
            change(connection);
            return true;
        });

    /// <summary>Sees to it that the bytes of deleted rows are gone, as far as this database goes; its backups are its operator's.</summary>
    /// <param name="tables">The tables.</param>
    /// <returns>False when somebody else's reading stands in the way for now.</returns>
    public bool Scrub(params IReadOnlyList<string> tables) => Alone(() => ScrubTables(tables));

    /// <summary>Writes a copy of the ledger as it is now into a new file, while others read and write.</summary>
    /// <param name="path">The file, which must not exist.</param>
    /// <param name="clock">The clock.</param>
    public void CopyTo(string path, TimeProvider clock)
        => Alone(() =>
        {
            WriteCopy(path, clock);
            return true;
        });

    /// <summary>Looks at all of the database's pages and rules.</summary>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public virtual IReadOnlyList<string> Check() => [];

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _disposed = true;
                Close();
            }
        }
    }

    /// <summary>Begins a transaction that sees one state of the database.</summary>
    protected abstract LedgerConnection BeginRead();

    /// <summary>Begins a transaction that is alone in writing, waiting for others to end theirs.</summary>
    protected abstract LedgerConnection BeginWrite();

    /// <summary>Makes the transaction's changes last.</summary>
    protected abstract void Commit();

    /// <summary>As <see cref="Scrub"/>, outside of any transaction.</summary>
    protected abstract bool ScrubTables(IReadOnlyList<string> tables);

    /// <summary>Undoes the transaction, if there still is one; never throws an error of the database.</summary>
    protected abstract void Rollback();

    /// <summary>Ends the connection.</summary>
    protected abstract void Close();

    /// <summary>Writes all that is in the ledger, in one view, into a new file.</summary>
    protected abstract void WriteCopy(string path, TimeProvider clock);

    /// <summary>What an error of the database means.</summary>
    protected abstract Problem Problem(DbException error);

    /// <summary>Whether a commit that ended in this error surely left nothing behind.</summary>
    protected abstract bool IsSurelyNotDone(DbException error);

    /// <summary>Brings the schema up to date, as one change.</summary>
    /// <param name="migrations">The migrations of this release.</param>
    /// <param name="applied">The number of the last migration that was applied; 0 for none.</param>
    /// <param name="prepare">What comes before the first migration.</param>
    /// <param name="migrate">Runs a migration.</param>
    /// <param name="clock">The clock.</param>
    protected void Migrate(
        IReadOnlyList<LedgerMigration> migrations, Func<LedgerConnection, long> applied, Action<LedgerConnection> prepare, Action<LedgerConnection, LedgerMigration> migrate, TimeProvider clock)
    {
        if (Read(applied) == migrations[^1].Number)
        {
            return;
        }

        Write(connection =>
        {
            prepare(connection);
            var number = applied(connection);
            RequireKnown(number, migrations[^1].Number);
            foreach (var migration in migrations.Where(m => m.Number > number))
            {
                migrate(connection, migration);
                connection.Execute(
                    "INSERT INTO migrations (number, name, applied) VALUES (@number, @name, @applied)",
                    ("number", migration.Number), ("name", migration.Name), ("applied", Timestamp.Now(clock)));
            }

            if (migrations[^1].Number == LedgerMigration.All[^1].Number)
            {
                var hasChain = AuditRows.Head(connection) is not null;
                var unstated = migrations.Where(m => m.Number > number).Select(m => m.Known).ToHashSet(StringComparer.Ordinal);
                AuditRows.Begin(connection, Timestamp.Now(clock), area => !hasChain || unstated.Contains(area));
            }
        });
    }

    private T Alone<T>(Func<T> act)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                return act();
            }
            catch (DbException e)
            {
                throw new ProblemException(Problem(e), e);
            }
        }
    }

    private static void RequireKnown(long applied, long known)
    {
        if (applied > known)
        {
            throw new ProblemException(LedgerProblem.TooNew("The ledger", applied, known));
        }
    }

    private void EndWrite()
    {
        try
        {
            Faults?.Invoke("commit");
            Commit();
            Faults?.Invoke("committed");
        }
        catch (DbException e) when (IsSurelyNotDone(e))
        {
            Rollback();
            throw new ProblemException(Problem(e), e);
        }
        catch (Exception e) when (LedgerProblem.IsStorage(e))
        {
            Rollback();
            throw new ProblemException(LedgerProblem.UnknownOutcome(Place, e), e);
        }
    }
}
