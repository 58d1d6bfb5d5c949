using System.Runtime.InteropServices;
using SegmentationML.Core;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>Turns DuckDB's errors into problems: DuckDB's own message, the place in the SQL, what to do.</summary>
internal static class DuckDbErrors
{
    private static readonly (string Prefix, DuckDbErrorType Type)[] Prefixes =
    [
        ("Parser Error", DuckDbErrorType.Parser),
        ("Syntax Error", DuckDbErrorType.Syntax),
        ("Binder Error", DuckDbErrorType.Binder),
        ("Catalog Error", DuckDbErrorType.Catalog),
        ("Constraint Error", DuckDbErrorType.Constraint),
        ("Conversion Error", DuckDbErrorType.Conversion),
        ("Out of Range Error", DuckDbErrorType.OutOfRange),
        ("Out of Memory Error", DuckDbErrorType.OutOfMemory),
        ("Invalid Input Error", DuckDbErrorType.InvalidInput),
        ("Invalid Configuration Error", DuckDbErrorType.InvalidConfiguration),
        ("IO Error", DuckDbErrorType.Io),
        ("INTERRUPT Error", DuckDbErrorType.Interrupt),
        ("Permission Error", DuckDbErrorType.Permission),
        ("Missing Extension Error", DuckDbErrorType.MissingExtension),
        ("Serialization Error", DuckDbErrorType.Serialization),
        ("TransactionContext Error", DuckDbErrorType.Transaction),
        ("Not implemented Error", DuckDbErrorType.NotImplemented),
        ("Dependency Error", DuckDbErrorType.Dependency),
        ("FATAL Error", DuckDbErrorType.Fatal),
        ("INTERNAL Error", DuckDbErrorType.Internal),
    ];

    /// <summary>The error of a message that comes without a class, by its first words.</summary>
    /// <param name="message">DuckDB's message.</param>
    public static DuckDbErrorType TypeOf(string message)
    {
        foreach (var (prefix, type) in Prefixes)
        {
            if (message.StartsWith(prefix, StringComparison.Ordinal))
            {
                return type;
            }
        }

        return DuckDbErrorType.Invalid;
    }

    /// <summary>Reads a text of the library; empty for null.</summary>
    /// <param name="text">Zero-terminated UTF-8.</param>
    public static string Text(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    /// <summary>The exception for a failed statement.</summary>
    /// <param name="type">DuckDB's error class; <see cref="DuckDbErrorType.Invalid"/> to read it off the message.</param>
    /// <param name="message">DuckDB's message.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellation">The caller's token: an interrupt that it asked for is no problem but a cancellation.</param>
    public static Exception Translate(DuckDbErrorType type, string message, string sql, CancellationToken cancellation)
    {
        type = type == DuckDbErrorType.Invalid ? TypeOf(message) : type;
        if (type == DuckDbErrorType.Interrupt && cancellation.IsCancellationRequested)
        {
            return new OperationCanceledException("The query was cancelled.", cancellation);
        }

        return new ProblemException(ToProblem(type, message, sql));
    }

    /// <summary>The problem for a failed statement.</summary>
    public static Problem ToProblem(DuckDbErrorType type, string message, string sql)
    {
        var what = SqlPosition.Find(message, sql) is { } place ? $"{message}{Environment.NewLine}(line {place.Line}, column {place.Column} of the SQL)" : message;
        var (code, fix) = Classify(type, message);
        return new Problem(code, what, fix);
    }

    private static (string Code, string Fix) Classify(DuckDbErrorType type, string message) => type switch
    {
        _ when IsDiskFull(message) => ("SEG-DUCK-015", "Free disk space, or point the temporary folder at a larger disk, and run again."),
        DuckDbErrorType.Parser or DuckDbErrorType.Syntax => ("SEG-DUCK-010", "Correct the SQL at the place shown."),
        DuckDbErrorType.Binder or DuckDbErrorType.Catalog or DuckDbErrorType.MismatchType or DuckDbErrorType.ParameterNotResolved or DuckDbErrorType.ParameterNotAllowed
            => ("SEG-DUCK-011", "Correct the table, column, function or type that is named."),
        DuckDbErrorType.Conversion or DuckDbErrorType.OutOfRange or DuckDbErrorType.InvalidInput or DuckDbErrorType.DivideByZero
            => ("SEG-DUCK-012", "Correct the value that is shown, or convert it with try_cast where a bad value may become null."),
        DuckDbErrorType.Constraint => ("SEG-DUCK-013", "Remove the rows that break the constraint, or quarantine them in the contract step."),
        DuckDbErrorType.OutOfMemory => ("SEG-DUCK-014", "Raise the memory limit, or give a temporary folder so that DuckDB can spill to disk."),
        DuckDbErrorType.Io or DuckDbErrorType.Http => ("SEG-DUCK-016", "Check that the file exists, is whole and may be read or written."),
        DuckDbErrorType.Interrupt => ("SEG-DUCK-017", "The query was interrupted; run it again."),
        DuckDbErrorType.Permission => ("SEG-DUCK-018", "This connection is confined to the tables it was opened with; use only those."),
        DuckDbErrorType.MissingExtension or DuckDbErrorType.Autoload => ("SEG-DUCK-021", "Use functions that are built into DuckDB; extensions are never downloaded."),
        DuckDbErrorType.Serialization or DuckDbErrorType.Fatal => ("SEG-DUCK-020", "The database file is damaged or in an unusable state. It is a cache: delete it and run again."),
        _ => ("SEG-DUCK-019", "Read DuckDB's message; if the SQL is right, report it with the statement."),
    };

    private static bool IsDiskFull(string message) =>
        message.Contains("No space left on device", StringComparison.OrdinalIgnoreCase)
        || message.Contains("not enough space on the disk", StringComparison.OrdinalIgnoreCase)
        || message.Contains("max_temp_directory_size", StringComparison.OrdinalIgnoreCase);
}
