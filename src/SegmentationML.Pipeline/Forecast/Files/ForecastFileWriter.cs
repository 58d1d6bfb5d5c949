using System.Runtime.InteropServices;
using System.Text;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Collects forecasts in a table of the engine, a row a series with lists of its buckets, and writes them as the ending of the file says, a row a bucket.</summary>
/// <remarks>Past some million numbers the table goes to a file beside, so that memory does not grow with the series.</remarks>
internal sealed class ForecastFileWriter : IDisposable
{
    private const string Table = "file_forecast";
    private const int BucketsPerBatch = 1 << 16;
    private const int NumbersInMemory = 1 << 23;
    private const string Mean = "mean";
    private const string Planned = "planned";
    private const string Change = "change";

    private readonly IQueryEngine _engine;
    private readonly List<string> _parts = [];
    private readonly string _create;
    private readonly Func<string, string> _rows;
    private readonly string _key;
    private readonly int _levels;
    private readonly bool _hasLevel;
    private readonly bool _hasPlan;
    private readonly List<byte> _keys = [];
    private readonly List<int> _keyEnds = [0];
    private readonly List<string?> _methods = [];
    private readonly List<string?> _reasons = [];
    private readonly List<string?> _hierarchyLevels = [];
    private readonly List<int> _ends = [0];
    private readonly List<int> _times = [];
    private readonly List<double>[] _numbers;
    private readonly List<double> _planned = [];
    private readonly List<IReadOnlyList<string?>?> _changes = [];
    private IColumnAppender _appender;
    private DirectoryInfo? _scratch;
    private long _spilled;

    /// <summary>Opens the table.</summary>
    /// <param name="engine">An engine in memory.</param>
    /// <param name="request">Names and levels.</param>
    /// <param name="isDate">Whether times are dates.</param>
    /// <param name="hasLevel">Whether there is a column for the level of a hierarchy.</param>
    public ForecastFileWriter(IQueryEngine engine, FileForecastRequest request, bool isDate, bool hasLevel = false)
    {
        (_hasLevel, _hasPlan) = (hasLevel, request.HasPlan && !hasLevel);
        _engine = engine;
        _levels = request.Levels.Count;
        _key = request.Source.Series;
        _numbers = [.. Enumerable.Range(0, 1 + _levels).Select(static _ => new List<double>())];
        string[] numbers = [Mean, .. request.Levels.Select(ColumnOf)];
        string[] taken = ["step", "method", "reason", .. numbers, .. hasLevel ? ["level"] : (string[])[], .. _hasPlan ? [Planned, Change] : (string[])[]];
        ProblemException.ThrowIfAny(new[] { request.Source.Series, request.Source.Time }.Where(c => taken.Contains(c, StringComparer.OrdinalIgnoreCase)).Select(c => new Problem(
            "SEG-FCST-212", $"The column name '{c}' is one that the forecast file has for something else.", $"Rename it; taken are {string.Join(", ", taken)}.")));
        var further = (hasLevel ? ", level" : "") + (_hasPlan ? $", {Planned}, {Change}" : "");
        _create = $"CREATE OR REPLACE TABLE {Table} (name VARCHAR, method VARCHAR, reason VARCHAR{(hasLevel ? ", level VARCHAR" : "")}, bucket {(isDate ? "DATE" : "INTEGER")}[]{string.Concat(numbers.Select(static n => $", {n} DOUBLE[]"))}{(_hasPlan ? $", {Planned} DOUBLE[], {Change} VARCHAR[]" : "")})";
        string[] lists = ["bucket", .. numbers, .. _hasPlan ? [Planned, Change] : (string[])[]];
        var buckets = $"SELECT name, method, reason{(hasLevel ? ", level" : "")}, unnest(range(1, len(bucket) + 1)) AS step{string.Concat(lists.Select(static l => $", unnest({l}) AS {l}"))}";
        _rows = source => $"SELECT name AS {Sql.Identifier(_key)}, CASE WHEN method IS NOT NULL THEN bucket END AS {Sql.Identifier(request.Source.Time)}, CASE WHEN method IS NOT NULL THEN step::INTEGER END AS step, {string.Join(", ", numbers)}, method, reason{further} FROM ({buckets} FROM {source})";
        engine.Execute(_create);
        _appender = engine.Append(Table);
    }

    /// <summary>Rows that the file has so far: one a bucket, and one for a series without a forecast.</summary>
    public long Rows { get; private set; }

    /// <summary>The column of a quantile: q05, q50, q975.</summary>
    public static string ColumnOf(double level)
    {
        var digits = $"{(decimal)level:0.00######}"[2..];
        return $"q{digits}";
    }

    /// <summary>Begins a series.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="times">The coming buckets.</param>
    /// <param name="method">Its method.</param>
    /// <param name="reason">Why it has it.</param>
    /// <param name="level">Its level in a hierarchy.</param>
    public void Begin(string name, ReadOnlySpan<int> times, string method, string reason, string? level = null) => Open(name, times, method, reason, level);

    /// <summary>Adds the next bucket of the series begun.</summary>
    public void Add(double mean, ReadOnlySpan<double> quantiles)
    {
        _numbers[0].Add(mean);
        for (var q = 0; q < _levels; q++)
        {
            _numbers[q + 1].Add(quantiles[q]);
        }
    }

    /// <summary>Says what is planned for the buckets of the series begun.</summary>
    /// <param name="planned">Demand planned.</param>
    /// <param name="reasons">Reasons of the changes to the forecast; null without one.</param>
    public void Plan(ReadOnlySpan<double> planned, IReadOnlyList<string?> reasons)
    {
        if (_hasPlan)
        {
            _planned.AddRange(planned);
            _changes[^1] = reasons;
        }
    }

    /// <summary>Adds a series that has no forecast: one row.</summary>
    public void AddRefused(string name, string reason, string? level = null)
    {
        Open(name, [0], method: null, reason, level);
        foreach (var numbers in _numbers)
        {
            numbers.Add(double.NaN);
        }

        Plan([double.NaN], [null]);
    }

    /// <summary>Writes the file; the one that was there is replaced when the new one is whole.</summary>
    public void Write(string path, CancellationToken cancellation)
    {
        Flush();
        if (_parts.Count > 0)
        {
            Spill();
            // Two threads would keep what has to wait for its turn: a gigabyte for thirteen million rows.
            _engine.Execute("SET threads TO 1", null, cancellation);
        }

        _appender.Complete();
        var rows = _rows(_parts.Count == 0 ? Table : $"read_parquet([{string.Join(", ", _parts.Select(Sql.Literal))}])");
        TableFile.Write(_engine, TableFile.IsCsv(path) ? $"SELECT {TableFile.GuardedText(_key)}, * EXCLUDE ({Sql.Identifier(_key)}) FROM ({rows})" : rows, path, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _appender.Dispose();
        _scratch?.Delete(recursive: true);
    }

    private void Open(string name, ReadOnlySpan<int> times, string? method, string reason, string? level)
    {
        if (_times.Count >= BucketsPerBatch)
        {
            Flush();
        }

        if ((Rows - _spilled) * (2 + _levels) >= NumbersInMemory)
        {
            Spill();
        }

        var bytes = Encoding.UTF8.GetByteCount(name);
        var from = _keys.Count;
        CollectionsMarshal.SetCount(_keys, from + bytes);
        Encoding.UTF8.GetBytes(name, CollectionsMarshal.AsSpan(_keys)[from..]);
        _keyEnds.Add(_keys.Count);
        _methods.Add(method);
        _reasons.Add(reason);
        _hierarchyLevels.Add(level);
        _times.AddRange(times);
        _ends.Add(_times.Count);
        _changes.Add(null);
        Rows += times.Length;
    }

    /// <summary>Moves the rows of the table to a file of their own.</summary>
    private void Spill()
    {
        Flush();
        _appender.Complete();
        _appender.Dispose();
        _scratch ??= Directory.CreateTempSubdirectory("segml-forecast-");
        _parts.Add(Path.Combine(_scratch.FullName, $"{_parts.Count:D5}.parquet"));
        _engine.Execute($"COPY {Table} TO {Sql.Literal(_parts[^1])} (FORMAT parquet, COMPRESSION snappy)");
        _engine.Execute(_create);
        _spilled = Rows;
        _appender = _engine.Append(Table);
    }

    private void Flush()
    {
        if (_methods.Count == 0)
        {
            return;
        }

        var ends = CollectionsMarshal.AsSpan(_ends);
        var column = 0;
        _appender.SetUtf8(column++, CollectionsMarshal.AsSpan(_keys), CollectionsMarshal.AsSpan(_keyEnds), []);
        _appender.Set(column++, _methods);
        _appender.Set(column++, _reasons);
        if (_hasLevel)
        {
            _appender.Set(column++, _hierarchyLevels);
        }

        _appender.SetLists<int>(column++, CollectionsMarshal.AsSpan(_times), ends);
        foreach (var numbers in _numbers)
        {
            _appender.SetLists<double>(column++, CollectionsMarshal.AsSpan(numbers), ends);
            numbers.Clear();
        }

        if (_hasPlan)
        {
            _appender.SetLists<double>(column++, CollectionsMarshal.AsSpan(_planned), ends);
            _appender.Set(column, _changes);
        }

        _appender.WriteBatch();
        _keys.Clear();
        _keyEnds.RemoveRange(1, _keyEnds.Count - 1);
        _methods.Clear();
        _reasons.Clear();
        _hierarchyLevels.Clear();
        _ends.RemoveRange(1, _ends.Count - 1);
        _times.Clear();
        _planned.Clear();
        _changes.Clear();
    }
}
