using System.Data.Common;
using Npgsql;
using SegmentationML.Core;

namespace SegmentationML.Storage.Ledger.Postgres;

/// <summary>Says what a failure of the server means and what to do about it.</summary>
internal static class PostgresProblem
{
    /// <summary>The server ended the session of a process that was paused in mid-change.</summary>
    private const string IdleInTransaction = "25P03";

    /// <summary>The problem behind an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="place">The ledger's address, without password.</param>
    public static Problem Of(DbException error, string place)
    {
        var server = error as PostgresException;
        var message = $"{place}: {(server?.MessageText ?? error.Message).TrimEnd('.')}";
        return server?.SqlState switch
        {
            PostgresErrorCodes.LockNotAvailable => new Problem("SEG-LEDG-009", $"The ledger stayed locked by another process: {message}.", "Let the other process end, then try again."),
            PostgresErrorCodes.DiskFull => new Problem("SEG-LEDG-007", $"The ledger could not be written, since the server's disk is full: {message}.", "Free space on the server, then run again; what was published before is untouched."),
            PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction => new Problem("SEG-LEDG-006", $"The ledger cannot be written: {message}.", "Give the role the right to create the schema and to write in it, and name the primary server."),
            null when error.Message.Contains("No password", StringComparison.Ordinal) => new Problem("SEG-LEDG-018", $"The server wants a password, and none was given: {place}.", "Set PGPASSWORD, or write the password file (~/.pgpass)."),
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName
                => new Problem("SEG-LEDG-018", $"The server refuses the login: {message}.", "Check user, database and password (PGPASSWORD), and that the server lets this machine in."),
            _ when IsOfConnection(error) => new Problem("SEG-LEDG-016", $"The ledger's server cannot be reached, or the connection broke: {message}.", "Check that the server is up, then run again; a change that was not recorded was not made."),
            _ => new Problem("SEG-LEDG-008", $"The ledger refused a statement: {message}.", "Run again; if it comes back, report it."),
        };
    }

    /// <summary>Whether an error is one of the way to the server, or of its going down, so that a new connection may help.</summary>
    public static bool IsOfConnection(DbException error) => error is not PostgresException server || server.SqlState is
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections or IdleInTransaction || server.SqlState.StartsWith("08", StringComparison.Ordinal);

    /// <summary>Whether the server itself answered that it did not commit.</summary>
    public static bool IsAnswer(DbException error) => error is PostgresException { InvariantSeverity: "ERROR" };
}
