using System.Runtime.InteropServices;
using SegmentationML.Core;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>Turns DuckDB's errors into problems: DuckDB's own message, the place in the SQL, what to do.</summary>
internal static class DuckDbErrors
{
    /// <summary>Reads a text of the library; empty for null.</summary>
    /// <param name="text">Zero-terminated UTF-8.</param>
    public static string Text(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    /// <summary>The exception for a failed statement.</summary>
    /// <param name="error">What DuckDB said.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellation">The caller's token: an interrupt that it asked for is no problem but a cancellation.</param>
    public static Exception Translate(DuckDbError error, string sql, CancellationToken cancellation) =>
        error.Type == DuckDbErrorType.Interrupt && cancellation.IsCancellationRequested
            ? new OperationCanceledException("The query was cancelled.", cancellation)
            : new ProblemException(ToProblem(error, sql));

    /// <summary>The problem for a failed statement.</summary>
    /// <param name="error">What DuckDB said.</param>
    /// <param name="sql">The statement; empty when there is none.</param>
    public static Problem ToProblem(DuckDbError error, string sql)
    {
        var (code, fix) = Classify(error.Type, error.Message);
        return error.Position is { } offset && SqlPosition.At(sql, offset) is { } place
            ? new Problem(code, $"{error.Message} ({place} of the SQL){Environment.NewLine}{place.Excerpt(sql)}{Environment.NewLine}", fix)
            : new Problem(code, error.Message, fix);
    }

    private static (string Code, string Fix) Classify(DuckDbErrorType type, string message) => type switch
    {
        _ when type == DuckDbErrorType.Permission || IsConfined(message) => ("SEG-DUCK-018", "Only the files and tables that were allowed may be used, and settings are locked."),
        _ when IsDiskFull(message) => ("SEG-DUCK-015", "Free disk space, or point the temporary folder at a larger disk, and run again."),
        _ when type is DuckDbErrorType.Io or DuckDbErrorType.Http || IsBrokenFile(message) => ("SEG-DUCK-016", "Check that the file exists, is whole and may be read or written."),
        DuckDbErrorType.Parser or DuckDbErrorType.Syntax => ("SEG-DUCK-010", "Correct the SQL at the place shown."),
        DuckDbErrorType.Binder or DuckDbErrorType.Catalog or DuckDbErrorType.MismatchType or DuckDbErrorType.ParameterNotResolved or DuckDbErrorType.ParameterNotAllowed
            => ("SEG-DUCK-011", "Correct the table, column, function or type that is named."),
        DuckDbErrorType.Conversion or DuckDbErrorType.OutOfRange or DuckDbErrorType.InvalidInput or DuckDbErrorType.DivideByZero
            => ("SEG-DUCK-012", "Correct the value that is shown, or convert it with try_cast where a bad value may become null."),
        DuckDbErrorType.Constraint => ("SEG-DUCK-013", "Remove the rows that break the constraint, or quarantine them in the contract step."),
        DuckDbErrorType.OutOfMemory => ("SEG-DUCK-014", "Raise the memory limit, or give a temporary folder so that DuckDB can spill to disk."),
        DuckDbErrorType.Interrupt => ("SEG-DUCK-017", "The query was interrupted; run it again."),
        DuckDbErrorType.MissingExtension or DuckDbErrorType.Autoload => ("SEG-DUCK-021", "Use functions that are built into DuckDB; extensions are never downloaded."),
        DuckDbErrorType.Serialization or DuckDbErrorType.Fatal => ("SEG-DUCK-020", "The database is damaged or in an unusable state. It is a cache: close it, delete its file and run again."),
        _ => ("SEG-DUCK-019", "Read DuckDB's message; if the SQL is right, report it with the statement."),
    };

    private static bool IsConfined(string message) =>
        message.Contains("the configuration has been locked", StringComparison.Ordinal)
        || message.Contains("transaction is launched in read-only mode", StringComparison.Ordinal)
        || message.Contains("attached in read-only mode", StringComparison.Ordinal);

    // A Parquet file that was cut short is reported as invalid input.
    private static bool IsBrokenFile(string message) => message.Contains("No magic bytes found", StringComparison.Ordinal);

    private static bool IsDiskFull(string message) =>
        message.Contains("No space left on device", StringComparison.OrdinalIgnoreCase)
        || message.Contains("not enough space on the disk", StringComparison.OrdinalIgnoreCase)
        || message.Contains("max_temp_directory_size", StringComparison.OrdinalIgnoreCase);
}
