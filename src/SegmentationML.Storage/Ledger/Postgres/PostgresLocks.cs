using Npgsql;
using SegmentationML.Core;
using SegmentationML.Storage.Ledger.Locks;

namespace SegmentationML.Storage.Ledger.Postgres;

/// <summary>Advisory locks of sessions, for the runs of all machines: a lock ends with its connection, and that with its process.</summary>
/// <param name="address">The ledger's address.</param>
internal sealed class PostgresLocks(PostgresAddress address) : IPipelineLocks
{
    public IPipelineLock? TryAcquire(string pipeline)
    {
        var held = new Held(address, AdvisoryKey.Of(address.Schema, $"run {pipeline}"));
        try
        {
            if (held.TryAcquire(PostgresLedger.Patience))
            {
                return held;
            }
        }
        catch (NpgsqlException e)
        {
            held.Dispose();
            throw new ProblemException(PostgresProblem.Of(e, address.ToString()), e);
        }

        held.Dispose();
        return null;
    }

    public bool IsHeld(string pipeline)
    {
        var key = AdvisoryKey.Of(address.Schema, $"run {pipeline}");
        try
        {
            using var session = new PostgresSession(address);
            return session.Run(PostgresLedger.Patience, connection => new LedgerConnection(connection).Integer(
                """
                SELECT count(*) FROM pg_locks
                WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND CAST(classid AS BIGINT) = @high AND CAST(objid AS BIGINT) = @low
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """,
                ("high", (key >> 32) & 0xFFFFFFFFL), ("low", key & 0xFFFFFFFFL))) > 0;
        }
        catch (NpgsqlException e)
        {
            throw new ProblemException(PostgresProblem.Of(e, address.ToString()), e);
        }
    }

    private sealed class Held(PostgresAddress address, long key) : IPipelineLock
    {
        private readonly PostgresSession _session = new(address);
        private NpgsqlConnection? _lockedOn;

        public bool TryAcquire(TimeSpan patience)
            => _session.Run(patience, connection =>
            {
                using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({key})", connection);
                var had = command.ExecuteScalar() is true;
                _lockedOn = had ? connection : null;
                return had;
            });

        public void Renew()
        {
            if (_lockedOn is not null && Answers(_lockedOn))
            {
                return;
            }

            _session.Drop();
            try
            {
                TryAcquire(TimeSpan.Zero);
            }
            catch (NpgsqlException)
            {
                // The server is gone, and the lock with it; the next note tries again.
                _lockedOn = null;
            }
        }

        public void Dispose() => _session.Dispose();

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
