using SegmentationML.Core;
using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Planners' changes read from a CSV file with the columns series, from, to, change (replace, add, multiply), amount, reason, ends.</summary>
internal sealed class PlannedChanges
{
    private static readonly string[] Columns = ["series", "from", "to", "change", "amount", "reason", "ends"];

    private readonly Dictionary<string, List<PlannedChange>> _changes = new(StringComparer.Ordinal);

    private PlannedChanges()
    {
    }

    /// <summary>Changes whose end had passed.</summary>
    public int Ended { get; private set; }

    /// <summary>Changes of series that the forecast does not have.</summary>
    public int Unknown { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <param name="engine">An engine in memory.</param>
    /// <param name="path">The file.</param>
    /// <param name="series">Names of the series that are forecast.</param>
    /// <param name="isDate">Whether times are days since 1970-01-01, written as dates or months, and not whole numbers.</param>
    /// <param name="madeAt">The last time that is known.</param>
    /// <param name="keyOf">The name of the series that the file names otherwise; null when it names them as they are.</param>
    /// <exception cref="ProblemException">SEG-FCST-224 … 226: what is wrong, with the row.</exception>
    public static PlannedChanges Read(IQueryEngine engine, string path, IReadOnlyList<string> series, bool isDate, int madeAt, Func<string, string>? keyOf = null)
    {
        if (!File.Exists(path))
        {
            throw new ProblemException(new Problem("SEG-FCST-226", $"There is no file {path}.", "Check the path."));
        }

        var reader = $"read_csv({Sql.Literal(Path.GetFullPath(path))}, all_varchar = true, header = true)";
        var found = engine.Describe($"SELECT * FROM {reader}").Select(static c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        ProblemException.ThrowIfAny(Columns.Where(c => !found.Contains(c)).Select(c => new Problem("SEG-FCST-226", $"{path} has no column '{c}'.", $"A file of changes has the columns {string.Join(", ", Columns)}.")));
        string Time(string column) => isDate ? $"CAST(coalesce(TRY_CAST({Sql.Identifier(column)} AS DATE), TRY_CAST({Sql.Identifier(column)} || '-01' AS DATE)) - DATE '1970-01-01' AS INTEGER)" : $"TRY_CAST({Sql.Identifier(column)} AS INTEGER)";
        var changes = new PlannedChanges();
        var known = series.ToHashSet(StringComparer.Ordinal);
        var problems = new List<Problem>();
        var row = 1;
        engine.Read($"SELECT \"series\", {Time("from")}, {Time("to")}, lower(\"change\"), coalesce(TRY_CAST(\"amount\" AS DOUBLE), 'NaN'::DOUBLE), \"reason\", {Time("ends")} FROM {reader}", batch =>
        {
            for (var i = 0; i < batch.Rows; i++, row++)
            {
                changes.Add(batch, i, row, known, madeAt, keyOf, problems);
            }
        });
        ProblemException.ThrowIfAny(problems);
        return changes;
    }

    /// <summary>The demand planned for a bucket, the reasons of the changes that lead to it, and the time at which the first of them ends; null without a change.</summary>
    public (double Planned, string Reasons, int Ends)? At(string series, int time, double mean, int madeAt)
    {
        if (!_changes.TryGetValue(series, out var own))
        {
            return null;
        }

        var used = own.Where(c => c.Concerns(time, madeAt)).ToArray();
        return used.Length == 0 ? null : (used.Aggregate(mean, static (value, change) => change.Apply(value)), string.Join("; ", used.Select(static c => c.Reason)), used.Min(static c => c.Ends));
    }

    private void Add(IColumnBatch batch, int i, int row, HashSet<string> known, int madeAt, Func<string, string>? keyOf, List<Problem> problems)
    {
        if (batch.IsNull(1, i) || batch.IsNull(2, i) || batch.IsNull(6, i) || !Enum.TryParse<PlannedChangeKind>(batch.Text(3, i), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
        {
            problems.Add(new Problem("SEG-FCST-226", $"Row {row} of the changes has no from, to or ends that can be read as a time of the file, or a change that is none of replace, add, multiply.", "Correct the row; a change has an end."));
            return;
        }

        var change = new PlannedChange(kind, batch.Values<double>(4)[i], batch.Values<int>(1)[i], batch.Values<int>(2)[i], batch.Text(5, i) ?? "", batch.Values<int>(6)[i]);
        problems.AddRange(change.Validate().Select(p => p with { What = $"Row {row}: {p.What}" }));
        var name = batch.Text(0, i) ?? "";
        name = keyOf?.Invoke(name) ?? name;
        Ended += change.Ends < madeAt ? 1 : 0;
        Unknown += known.Contains(name) ? 0 : 1;
        if (!_changes.TryGetValue(name, out var own))
        {
            _changes[name] = own = [];
        }

        own.Add(change);
    }
}
