using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;
using SegmentationML.Core;

namespace SegmentationML.Storage.Ledger.Postgres;

/// <summary>A connection that is made again when it is lost.</summary>
/// <param name="address">The ledger's address.</param>
internal sealed class PostgresSession(PostgresAddress address) : IDisposable
{
    private const int LeastServerVersion = 130000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // What a session depends on, whatever the server's own settings are: commits are on the disk when they return, idle sessions stay, and those of a machine that died end within a minute, and a change of a process that was paused in its middle before others give up waiting for it.
    private static string Settings => $"""
        SELECT set_config(name, value, false) FROM (VALUES ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'), ('idle_session_timeout', '0'),
            ('idle_in_transaction_session_timeout', '{LedgerDatabase.SecondsToWaitForOthers - 10}s'), ('statement_timeout', '0'), ('default_transaction_isolation', 'read committed'), ('standard_conforming_strings', 'on')) AS wanted (name, value)
        WHERE name IN (SELECT name FROM pg_settings);
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
        """;

    private NpgsqlConnection? _connection;

    /// <summary>The connection; open, as far as is known.</summary>
    public NpgsqlConnection Connection => _connection is { FullState: System.Data.ConnectionState.Open } ? _connection : Open();

    /// <summary>Runs an action that begins something, on a new connection where the old one turns out to be lost, and again while the server is down.</summary>
    /// <param name="patience">For how long the server is waited for.</param>
    /// <param name="action">What to run; nothing of it lasts when it fails for want of a connection.</param>
    public T Run<T>(TimeSpan patience, Func<NpgsqlConnection, T> action)
    {
        var since = Stopwatch.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return action(Connection);
            }
            catch (NpgsqlException e) when (PostgresProblem.IsOfConnection(e) && (tries == 1 ? patience > TimeSpan.Zero : Stopwatch.GetElapsedTime(since) < patience))
            {
                Drop();
                Thread.Sleep(tries == 1 ? TimeSpan.Zero : Pause);
            }
        }
    }

    /// <summary>Lets the connection go; the next use makes another.</summary>
    public void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }

    public void Dispose() => Drop();

    private NpgsqlConnection Open()
    {
        Drop();
        var connection = new NpgsqlConnection(address.Connection());
        try
        {
            connection.Open();
            if (connection.PostgreSqlVersion.Major * 10000 < LeastServerVersion)
            {
                throw new ProblemException(new Problem("SEG-LEDG-019", $"{address} is PostgreSQL {connection.PostgreSqlVersion}.", "Use PostgreSQL 13 or later."));
            }

            using var settings = new NpgsqlCommand(Settings, connection);
            settings.ExecuteNonQuery();
            return _connection = connection;
        }
        catch (Exception e) when (e is SocketException or TimeoutException or IOException)
        {
            connection.Dispose();
            throw new NpgsqlException(e.Message, e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
