using Npgsql;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Sources;

/// <summary>Streams the rows of a query from a PostgreSQL server into a CSV file with the server's own COPY, so that numbers and dates arrive as the server writes them.</summary>
public sealed class PostgresExport : IDatabaseExport
{
    private const int BlockBytes = 1 << 20;

    // Text is the same whatever the server's and the role's settings.
    private const string Settings = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 1";

    /// <inheritdoc/>
    public void Export(string connectionEnv, string query, string path, CancellationToken cancellation)
    {
        using var connection = Connect(connectionEnv);
        try
        {
            using var transaction = connection.BeginTransaction();
            using (var settings = new NpgsqlCommand(Settings, connection, transaction))
            {
                settings.ExecuteNonQuery();
            }

            RequireOneQuery(connection, transaction, query);
            CopyAsync(connection, query, path, cancellation).GetAwaiter().GetResult();
        }
        catch (PostgresException e)
        {
            throw new ProblemException(new Problem("SEG-ING-052", $"The server refuses the query: {e.MessageText}{(e.Position > 0 ? $" (character {e.Position})" : "")}", "Correct the query; it must be one SELECT, and the role must be allowed to read its tables."), e);
        }
        catch (NpgsqlException e)
        {
            throw new ProblemException(new Problem("SEG-ING-051", $"The connection of {connectionEnv} broke off: {e.Message}", "Run again; nothing of it was loaded."), e);
        }
    }

    private static NpgsqlConnection Connect(string connectionEnv)
    {
        var text = Environment.GetEnvironmentVariable(connectionEnv);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ProblemException(new Problem("SEG-ING-050", $"The environment variable {connectionEnv} is not set.", "Set it to the connection string, such as Host=db;Database=erp;Username=reader;Password=…"));
        }

        NpgsqlConnection? connection = null;
        try
        {
            connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(text) { Pooling = false, ClientEncoding = "UTF8", IncludeErrorDetail = false, PersistSecurityInfo = false }.ConnectionString);
            connection.Open();
            return connection;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            connection?.Dispose();

            // The text may hold a password, and so may the message about it: neither is passed on.
            throw new ProblemException(new Problem("SEG-ING-050", $"The environment variable {connectionEnv} holds no connection string.", "Write Host=…;Port=…;Database=…;Username=…;Password=…"));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            connection?.Dispose();
            throw new ProblemException(new Problem("SEG-ING-051", $"The server of {connectionEnv} cannot be reached or refuses the login: {Reason(e)}", "Check host, port, database, user and password, and that the server is up."), e);
        }
    }

    private static string Reason(Exception e) => e is PostgresException server ? server.MessageText : e.Message;

    /// <summary>The query is first parsed on its own: a text that is no whole statement could otherwise close the bracket of COPY and go on with something else.</summary>
    private static void RequireOneQuery(NpgsqlConnection connection, NpgsqlTransaction transaction, string query)
    {
        using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { new NpgsqlBatchCommand(query) } };
        using var reader = batch.ExecuteReader(System.Data.CommandBehavior.SchemaOnly);
        if (reader.FieldCount == 0)
        {
            throw new ProblemException(new Problem("SEG-ING-052", "The query returns no rows.", "Write one SELECT, without a semicolon."));
        }
    }

    // Asynchronous below, since only that way a read that waits for the server's first row can be cancelled.
    private static async Task CopyAsync(NpgsqlConnection connection, string query, string path, CancellationToken cancellation)
    {
        var reader = await connection.BeginTextExportAsync($"COPY (\n{query}\n) TO STDOUT (FORMAT csv, HEADER, NULL '\\N')", cancellation);
        await using var rows = ((StreamReader)reader).BaseStream;
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BlockBytes);
        var block = new byte[BlockBytes];
        for (int read; (read = await rows.ReadAsync(block, cancellation)) > 0;)
        {
            file.Write(block, 0, read);
        }
    }
}
