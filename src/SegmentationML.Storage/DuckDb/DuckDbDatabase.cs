using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>An open database. Nothing is ever downloaded: extensions beyond the built-in ones are off.</summary>
internal sealed class DuckDbDatabase : IDisposable
{
    /// <summary>Room for the row groups that several threads work on at once: with DuckDB's default of 976 KiB they wait for each other, and texts take half as long again (benchmark <c>bulk-read</c>).</summary>
    private const string StreamingBuffer = "16MiB";

    /// <summary>Whole-number keys of a range up to 2^18 are grouped by a table with one place each and not by a hash table: up to 262,144 entities, for some 20 MB a thread.</summary>
    private const int PerfectHashBits = 18;

    private readonly DatabaseHandle _database;
    private readonly DuckDbOptions _options;

    private DuckDbDatabase(DatabaseHandle database, DuckDbOptions options)
    {
        _database = database;
        _options = options;
    }

    /// <summary>The library's version, for example <c>v1.5.6</c>.</summary>
    public static string LibraryVersion => Load(static () => DuckDbErrors.Text(DuckDbNative.LibraryVersion()));

    /// <summary>Opens or creates a database.</summary>
    /// <param name="options">Checked here.</param>
    public static DuckDbDatabase Open(DuckDbOptions options)
    {
        ProblemException.ThrowIfAny(options.Validate());
        return Load(() => OpenChecked(options));
    }

    /// <summary>Opens the first connection: sets what SQL alone can set, and shuts the door on other files if the options say so.</summary>
    /// <remarks>The time zone is UTC whatever the machine's, or casts between times with and without a zone would differ between machines.</remarks>
    public DuckDbConnection ConnectFirst()
    {
        var connection = Connect();
        try
        {
            _ = connection.Run($"SET GLOBAL TimeZone = 'UTC'; SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0; SET streaming_buffer_size = '{StreamingBuffer}'; SET perfect_ht_threshold = {PerfectHashBits}");
            if (_options.MaxTempBytes is { } temp)
            {
                // Given when the database is opened it is shown but not heeded.
                _ = connection.Run($"SET GLOBAL max_temp_directory_size = '{temp}B'");
            }

            if (_options.AllowedPaths is { } paths)
            {
                _ = connection.Run(Confinement(paths));
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a further connection.</summary>
    public DuckDbConnection Connect()
    {
        if (DuckDbNative.Connect(_database, out var handle) != 0)
        {
            handle.Dispose();
            throw new ProblemException(new Problem("SEG-DUCK-003", "DuckDB refused a connection.", "Open the database again."));
        }

        return new DuckDbConnection(handle);
    }

    public void Dispose() => _database.Dispose();

    private static DuckDbDatabase OpenChecked(DuckDbOptions options)
    {
        var path = options.Path is { } given ? Path.GetFullPath(given) : null;
        using var config = Configure(options, path);
        if (DuckDbNative.OpenExt(path, out var database, config, out var error) == 0)
        {
            return new DuckDbDatabase(database, options);
        }

        var message = DuckDbError.Parse(DuckDbErrors.Text(error)).Message;
        DuckDbNative.Free(error);
        database.Dispose();
        throw CannotOpen(path, message);
    }

    private static string Confinement(IReadOnlyList<string> paths)
    {
        var full = paths.Select(Path.GetFullPath).ToArray();
        var folders = full.Where(Path.EndsInDirectorySeparator).Select(Sql.Literal);
        var files = full.Where(static path => !Path.EndsInDirectorySeparator(path)).Select(Sql.Literal);
        return $"SET allowed_directories = [{string.Join(", ", folders)}]; SET allowed_paths = [{string.Join(", ", files)}]; SET enable_external_access = false; SET lock_configuration = true";
    }

    private static ConfigHandle Configure(DuckDbOptions options, string? path)
    {
        _ = DuckDbNative.CreateConfig(out var config);
        foreach (var (name, value) in Settings(options, path))
        {
            if (DuckDbNative.SetConfig(config, name, value) != 0)
            {
                config.Dispose();
                throw new ProblemException(new Problem("SEG-DUCK-001", $"DuckDB does not take {name} = '{value}'.", "Correct the setting."));
            }
        }

        return config;
    }

    private static IEnumerable<(string Name, string Value)> Settings(DuckDbOptions options, string? path)
    {
        yield return ("access_mode", options.ReadOnly ? "READ_ONLY" : "READ_WRITE");
        yield return ("errors_as_json", "true");
        yield return ("autoinstall_known_extensions", "false");
        yield return ("autoload_known_extensions", "false");
        yield return ("allow_community_extensions", "false");
        if (options.MemoryLimitBytes is { } memory)
        {
            yield return ("memory_limit", $"{memory}B");
        }

        if (options.Threads is { } threads)
        {
            yield return ("threads", $"{threads}");
        }

        if (options.TempDirectory is not null || path is null)
        {
            yield return ("temp_directory", options.TempDirectory is { } folder ? Path.GetFullPath(folder) : "");
        }
    }

    private static ProblemException CannotOpen(string? path, string message)
    {
        var locked = message.Contains("Could not set lock", StringComparison.Ordinal);
        return new ProblemException(new Problem(
            locked ? "SEG-DUCK-004" : "SEG-DUCK-003",
            $"The database {path ?? "in memory"} could not be opened: {message}",
            locked
                ? "Another process uses it: wait for it to end, or stop it."
                : "Check that the folder exists and may be written. The file is a cache: if it is damaged, delete it and run again."));
    }

    private static T Load<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception cause) when (cause is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new ProblemException(
                new Problem("SEG-DUCK-002", $"The DuckDB library could not be loaded: {cause.Message}", "It is copied beside the program when the project is built: build again, on the platform that it is to run on."),
                cause);
        }
    }
}
