using System.Runtime.InteropServices;
using System.Text;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Collects forecasts in a table of the engine and writes them as the ending of the file says.</summary>
internal sealed class ForecastFileWriter : IDisposable
{
    private const string Table = "file_forecast";
    private const int RowsPerBatch = 1 << 17;

    private readonly IQueryEngine _engine;
    private readonly IColumnAppender _appender;
    private readonly int _levels;
    private readonly string _key;
    private readonly bool _hasLevel;
    private readonly bool _hasPlan;
    private readonly List<double> _planned = [];
    private readonly List<string?> _changes = [];
    private readonly List<string?> _hierarchyLevels = [];
    private readonly List<byte> _keys = [];
    private readonly List<int> _keyEnds = [0];
    private readonly List<int> _times = [];
    private readonly List<int> _steps = [];
    private readonly List<double>[] _numbers;
    private readonly List<string?> _methods = [];
    private readonly List<string?> _reasons = [];
    private readonly List<ulong> _validity = [];
    private byte[] _name = [];
    private string? _level;
    private (double Planned, string? Reasons) _plan = (double.NaN, null);

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
        string[] quantiles = [.. request.Levels.Select(ColumnOf)];
        string[] taken = ["step", "mean", "method", "reason", .. quantiles, .. hasLevel ? ["level"] : (string[])[], .. _hasPlan ? ["planned", "change"] : (string[])[]];
        ProblemException.ThrowIfAny(new[] { request.Source.Series, request.Source.Time }.Where(c => taken.Contains(c, StringComparer.OrdinalIgnoreCase)).Select(c => new Problem(
            "SEG-FCST-212", $"The column name '{c}' is one that the forecast file has for something else.", $"Rename it; taken are {string.Join(", ", taken)}.")));
        var columns = string.Concat(quantiles.Select(static q => $", {q} DOUBLE"));
        engine.Execute($"CREATE OR REPLACE TABLE {Table} ({Sql.Identifier(_key)} VARCHAR, {Sql.Identifier(request.Source.Time)} {(isDate ? "DATE" : "INTEGER")}, step INTEGER, mean DOUBLE{columns}, method VARCHAR, reason VARCHAR{(hasLevel ? ", level VARCHAR" : "")}{(_hasPlan ? ", planned DOUBLE, change VARCHAR" : "")})");
        _appender = engine.Append(Table);
    }

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The column of a quantile: q05, q50, q975.</summary>
    public static string ColumnOf(double level)
    {
        var digits = $"{(decimal)level:0.00######}"[2..];
        return $"q{digits}";
    }

    /// <summary>Begins the rows of a series.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="level">Its level in a hierarchy.</param>
    public void Begin(string name, string? level = null) => (_name, _level) = (Encoding.UTF8.GetBytes(name), level);

    /// <summary>Says what is planned for the bucket that is added next.</summary>
    /// <param name="planned">Demand planned.</param>
    /// <param name="reasons">Reasons of the changes to the forecast; null without one.</param>
    public void Plan(double planned, string? reasons) => _plan = (planned, reasons);

    /// <summary>Adds the forecast of one bucket.</summary>
    public void Add(int time, int step, double mean, ReadOnlySpan<double> quantiles, string method, string reason)
    {
        _numbers[0].Add(mean);
        for (var q = 0; q < _levels; q++)
        {
            _numbers[q + 1].Add(quantiles[q]);
        }

        AddRow(time, step, method, reason, isValid: true);
    }

    /// <summary>Adds the one row of a series that has no forecast.</summary>
    public void AddRefused(string reason)
    {
        foreach (var numbers in _numbers)
        {
            numbers.Add(double.NaN);
        }

        AddRow(0, 0, null, reason, isValid: false);
    }

    /// <summary>Writes the file; the one that was there is replaced when the new one is whole.</summary>
    public void Write(string path, CancellationToken cancellation)
    {
        Flush();
        _appender.Complete();
        TableFile.Write(_engine, $"SELECT {(TableFile.IsCsv(path) ? TableFile.GuardedText(_key) : Sql.Identifier(_key))}, * EXCLUDE ({Sql.Identifier(_key)}) FROM {Table}", path, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _appender.Dispose();

    private void AddRow(int time, int step, string? method, string reason, bool isValid)
    {
        var row = _times.Count;
        if ((row & 63) == 0)
        {
            _validity.Add(0);
        }

        _validity[^1] |= isValid ? 1UL << (row & 63) : 0;
        _keys.AddRange(_name);
        _keyEnds.Add(_keys.Count);
        _times.Add(time);
        _steps.Add(step);
        _methods.Add(method);
        _reasons.Add(reason);
        _hierarchyLevels.Add(_level);
        _planned.Add(isValid ? _plan.Planned : double.NaN);
        _changes.Add(isValid ? _plan.Reasons : null);
        if (row + 1 >= RowsPerBatch)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (_times.Count == 0)
        {
            return;
        }

        var valid = CollectionsMarshal.AsSpan(_validity);
        _appender.SetUtf8(0, CollectionsMarshal.AsSpan(_keys), CollectionsMarshal.AsSpan(_keyEnds), []);
        _appender.Set<int>(1, CollectionsMarshal.AsSpan(_times), valid);
        _appender.Set<int>(2, CollectionsMarshal.AsSpan(_steps), valid);
        for (var i = 0; i < _numbers.Length; i++)
        {
            _appender.Set<double>(3 + i, CollectionsMarshal.AsSpan(_numbers[i]));
            _numbers[i].Clear();
        }

        _appender.Set(3 + _numbers.Length, _methods);
        _appender.Set(4 + _numbers.Length, _reasons);
        if (_hasLevel)
        {
            _appender.Set(5 + _numbers.Length, _hierarchyLevels);
        }

        if (_hasPlan)
        {
            _appender.Set<double>(5 + _numbers.Length, CollectionsMarshal.AsSpan(_planned));
            _appender.Set(6 + _numbers.Length, _changes);
        }

        _appender.WriteBatch();
        Rows += _times.Count;
        _keys.Clear();
        _keyEnds.RemoveRange(1, _keyEnds.Count - 1);
        _times.Clear();
        _steps.Clear();
        _methods.Clear();
        _reasons.Clear();
        _hierarchyLevels.Clear();
        _planned.Clear();
        _changes.Clear();
        _validity.Clear();
    }
}
