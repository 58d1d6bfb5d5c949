using SegmentationML.Core;

namespace SegmentationML.Storage.DuckDb;

/// <summary>How a DuckDB database is opened.</summary>
public sealed record DuckDbOptions
{
    /// <summary>The least memory that DuckDB can work with, in bytes.</summary>
    public const long LeastMemoryBytes = 16L << 20;

    /// <summary>The database file, created when missing; null for a database in memory.</summary>
    public string? Path { get; init; }

    /// <summary>How much memory DuckDB may use, in bytes; past it, it spills to <see cref="TempDirectory"/>. Null: 80 % of the machine's.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Threads that one query may use. Null: the number of cores. Results do not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>The folder to spill to, created when missing. Null: beside the database file; a database in memory then spills nowhere.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>The most that may be spilled, in bytes. Null: 90 % of the free disk.</summary>
    public long? MaxTempBytes { get; init; }

    /// <summary>Opens the file for reading only: several processes may do so at once.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Files, and folders with a slash at the end, that SQL may read and write; everything else outside of the database is then out of reach and settings are locked. Null: no limit.</summary>
    public IReadOnlyList<string>? AllowedPaths { get; init; }

    /// <summary>Lists everything that is wrong with these options; empty when they are valid.</summary>
    public IEnumerable<Problem> Validate()
    {
        if (Path is { } path && (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)))
        {
            yield return new Problem("SEG-DUCK-001", "duckdb.path is empty or holds a zero character.", "Give a file name, or leave it out for a database in memory.");
        }

        if (MemoryLimitBytes is < LeastMemoryBytes)
        {
            yield return new Problem("SEG-DUCK-001", $"duckdb.memory_limit is {MemoryLimitBytes} bytes.", $"Give at least {LeastMemoryBytes} bytes; one gigabyte and more is usual.");
        }

        if (Threads is < 1 or > 1024)
        {
            yield return new Problem("SEG-DUCK-001", $"duckdb.threads is {Threads}.", "Set it in 1 … 1024, or leave it out for the number of cores.");
        }

        if (MaxTempBytes is < 0)
        {
            yield return new Problem("SEG-DUCK-001", $"duckdb.max_temp is {MaxTempBytes} bytes.", "Give 0 or more bytes.");
        }

        if (AllowedPaths is { } allowed && allowed.Any(static path => string.IsNullOrEmpty(path) || path.Contains('\0', StringComparison.Ordinal)))
        {
            yield return new Problem("SEG-DUCK-001", "An allowed path is empty or holds a zero character.", "Name files, and folders with a slash at the end.");
        }

        if (ReadOnly && Path is null)
        {
            yield return new Problem("SEG-DUCK-001", "A database in memory was to be opened for reading only.", "Give the path of a database file.");
        }
    }
}
