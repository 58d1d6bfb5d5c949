using Npgsql;
using SegmentationML.Core;
using SegmentationML.Storage.Ledger.Locks;

namespace SegmentationML.Storage.Ledger.Postgres;

/// <summary>Advisory locks of sessions, for the runs of all machines: a lock ends with its connection, and that with its process.</summary>
/// <remarks>
/// A process that hangs, or is paused, keeps its connection. So a lease has a time: the session of a lock gives a sign of life every third of it, the server notes when (by its own clock),
/// and whoever wants the pipeline ends a session that was silent for longer. What the paused run does when it wakes is refused by its fencing token.
/// </remarks>
/// <param name="address">The ledger's address.</param>
/// <param name="ledger">The ledger, over whose connection the server is asked who holds what: whoever waits for a pipeline asks often.</param>
internal sealed class PostgresLocks(PostgresAddress address, PostgresLedger ledger) : IPipelineLocks
{
    private const string Holders = """
        FROM pg_locks LEFT JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND CAST(classid AS BIGINT) = @high AND CAST(objid AS BIGINT) = @low
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    // Unknown where the server keeps no activity, or shows that of other roles to nobody: then only the end of the connection counts.
    private const string IsAlive = "coalesce(state_change > clock_timestamp() - @lease * INTERVAL '1 second', true)";

    public IPipelineLock? TryAcquire(string pipeline)
    {
        if (IsHeld(pipeline))
        {
            return null;
        }

        var key = AdvisoryKey.Of(address.Schema, $"run {pipeline}");
        var held = new Held(address, key);
        try
        {
            if (held.TryAcquire(PostgresLedger.Patience))
            {
                return held;
            }

            EndSilent(key);
        }
        catch (NpgsqlException e)
        {
            held.Dispose();
            throw new ProblemException(PostgresProblem.Of(e, address.ToString()), e);
        }

        held.Dispose();
        return null;
    }

    public bool IsHeld(string pipeline) => Ask($"SELECT count(*) {Holders} AND {IsAlive}", AdvisoryKey.Of(address.Schema, $"run {pipeline}")) > 0;

    /// <summary>Ends the session of a run that gave no sign of life: the next try has the lock.</summary>
    private void EndSilent(long key) => Ask($"SELECT count(*) FROM (SELECT pg_terminate_backend(pid) {Holders} AND NOT {IsAlive}) AS ended", key);

    private long? Ask(string sql, long key)
        => ledger.Read(connection => connection.Integer(sql, ("high", (key >> 32) & 0xFFFFFFFFL), ("low", key & 0xFFFFFFFFL), ("lease", address.LeaseSeconds)));

    private sealed class Held : IPipelineLock
    {
        private readonly Lock _gate = new();
        private readonly PostgresSession _session;
        private readonly long _key;
        private readonly Timer _signs;
        private NpgsqlConnection? _lockedOn;
        private bool _disposed;

        public Held(PostgresAddress address, long key)
        {
            (_session, _key) = (new PostgresSession(address), key);
            var every = TimeSpan.FromSeconds(address.LeaseSeconds / 3.0);
            _signs = new Timer(_ => Renew(), null, every, every);
        }

        public bool TryAcquire(TimeSpan patience)
        {
            lock (_gate)
            {
                return _session.Run(patience, connection =>
                {
                    using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({_key})", connection);
                    var had = command.ExecuteScalar() is true;
                    _lockedOn = had ? connection : null;
                    return had;
                });
            }
        }

        public void Renew()
        {
            lock (_gate)
            {
                if (_disposed || (_lockedOn is not null && Answers(_lockedOn)))
                {
                    return;
                }

                _session.Drop();
                try
                {
                    TryAcquire(TimeSpan.Zero);
                }
                catch (Exception e) when (e is NpgsqlException or ProblemException)
                {
                    // The server is gone, and the lock with it; the next sign of life or note tries again.
                    _lockedOn = null;
                }
            }
        }

        public void Dispose()
        {
            _signs.Dispose();
            lock (_gate)
            {
                _disposed = true;
                Release();
                _session.Dispose();
            }
        }

        /// <summary>Gives the lock back before this returns: with the end of the session alone it would be free a little later.</summary>
        private void Release()
        {
            if (_lockedOn is { FullState: System.Data.ConnectionState.Open } connection)
            {
                try
                {
                    using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({_key})", connection);
                    command.ExecuteNonQuery();
                }
                catch (NpgsqlException)
                {
                    // The connection is gone, and the lock with it.
                }
            }
        }

        private static bool Answers(NpgsqlConnection connection)
        {
            try
            {
                using var command = new NpgsqlCommand("SELECT 1", connection);
                return command.ExecuteScalar() is not null;
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
            {
                return false;
            }
        }
    }
}
