using SegmentationML.Core;
using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Planners' changes read from a CSV file with the columns series, from, to, change (replace, add, multiply), amount, reason, ends.</summary>
internal sealed class PlannedChanges
{
    private static readonly string[] Columns = ["series", "from", "to", "change", "amount", "reason", "ends"];
    private static readonly PlannedChangeKind[] Kinds = Enum.GetValues<PlannedChangeKind>();
    private static readonly string[] KindNames = [.. Kinds.Select(static k => k.ToString().ToLowerInvariant())];

    private readonly Dictionary<string, List<PlannedChange>> _changes = new(StringComparer.Ordinal);
    private readonly List<string> _unknown = [];

    private PlannedChanges()
    {
    }

    /// <summary>Changes whose end had passed.</summary>
    public int Ended { get; private set; }

    /// <summary>The series of changes that the forecast does not have, as the file names them, one a change.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>Looks for all that is wrong with a pipeline's file as far as no series need be known.</summary>
    /// <param name="engine">Reads the file.</param>
    /// <param name="file">The file; null when the pipeline has none.</param>
    /// <exception cref="ProblemException">SEG-FCST-224 … 226: what is wrong, with the row.</exception>
    public static void Check(IQueryEngine engine, PlannedChangeFile? file)
    {
        if (file is not null)
        {
            Read(engine, file.Path, [], isDate: true, madeAt: 0);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="engine">An engine in memory.</param>
    /// <param name="path">The file.</param>
    /// <param name="series">Names of the series that are forecast.</param>
    /// <param name="isDate">Whether times are days since 1970-01-01, written as dates or months, and not whole numbers.</param>
    /// <param name="madeAt">The last time that is known.</param>
    /// <param name="keyOf">The name of the series that the file names otherwise; null when it names them as they are.</param>
    /// <exception cref="ProblemException">SEG-FCST-224 … 226: what is wrong, with the row; the first one after the header is row 1.</exception>
    public static PlannedChanges Read(IQueryEngine engine, string path, IReadOnlyList<string> series, bool isDate, int madeAt, Func<string, string>? keyOf = null)
    {
        if (!File.Exists(path))
        {
            throw new ProblemException(new Problem("SEG-FCST-226", $"There is no file {path}.", "Check the path."));
        }

        var reader = $"read_csv({Sql.Literal(Path.GetFullPath(path))}, all_varchar = true, header = true)";
        string[] found = [.. engine.Describe($"SELECT * FROM {reader}").Select(static c => c.Name)];
        ProblemException.ThrowIfAny(Columns.Except(found, StringComparer.OrdinalIgnoreCase).Select(c => new Problem(
            "SEG-FCST-226",
            $"{path} has no column '{c}'.",
            $"{(ClosestMatch.Of(c, found.Except(Columns, StringComparer.OrdinalIgnoreCase)) is { } near ? $"Is it '{near}'? " : "")}A file of changes has the columns {string.Join(", ", Columns)}.")));
        var changes = new PlannedChanges();
        var known = series.ToHashSet(StringComparer.Ordinal);
        var problems = new List<Problem>();
        var row = 1;
        var columns = Columns.Select(Sql.Identifier).Concat(new[] { "from", "to", "ends" }.Select(c => Time(c, isDate))).Append("coalesce(TRY_CAST(\"amount\" AS DOUBLE), 'NaN'::DOUBLE)");
        engine.Read($"SELECT {string.Join(", ", columns)} FROM {reader}", batch =>
        {
            for (var i = 0; i < batch.Rows; i++, row++)
            {
                Problem[] wrong = [.. Unreadable(batch, i, isDate).Select(p => p with { What = $"Row {row} of the changes: {p.What}" })];
                problems.AddRange(wrong);
                if (wrong.Length == 0)
                {
                    problems.AddRange(changes.Add(batch, i, known, madeAt, keyOf).Select(p => p with { What = $"Row {row} of the changes: {p.What}" }));
                }
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

    private static string Time(string column, bool isDate)
        => isDate
            ? $"CAST(coalesce(TRY_CAST({Sql.Identifier(column)} AS DATE), TRY_CAST({Sql.Identifier(column)} || '-01' AS DATE)) - DATE '1970-01-01' AS INTEGER)"
            : $"TRY_CAST({Sql.Identifier(column)} AS INTEGER)";

    /// <summary>What of a row cannot be read.</summary>
    private static IEnumerable<Problem> Unreadable(IColumnBatch batch, int i, bool isDate)
    {
        if (string.IsNullOrWhiteSpace(batch.Text(0, i)))
        {
            yield return new Problem("SEG-FCST-226", "series is empty.", "Name the series that is changed.");
        }

        foreach (var (column, name, time) in new[] { (1, "from", 7), (2, "to", 8), (6, "ends", 9) })
        {
            if (batch.IsNull(time, i))
            {
                yield return new Problem("SEG-FCST-226", $"{name} is '{batch.Text(column, i)}'.", isDate ? "Write a day such as 2026-01-31, or a month such as 2026-01; every change has an end." : "Write a whole number, as the times of the file; every change has an end.");
            }
        }

        if (KindOf(batch.Text(3, i)) < 0)
        {
            yield return new Problem("SEG-FCST-226", $"change is '{batch.Text(3, i)}'.", ClosestMatch.Hint(batch.Text(3, i) ?? "", KindNames));
        }

        if (double.IsNaN(batch.Values<double>(10)[i]))
        {
            yield return new Problem("SEG-FCST-224", $"amount is '{batch.Text(4, i)}'.", "Write a number such as 12.5: units for replace and add, a factor for multiply.");
        }
    }

    private static int KindOf(string? text) => Array.FindIndex(KindNames, name => name.Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase));

    private IEnumerable<Problem> Add(IColumnBatch batch, int i, HashSet<string> known, int madeAt, Func<string, string>? keyOf)
    {
        var change = new PlannedChange(Kinds[KindOf(batch.Text(3, i))], batch.Values<double>(10)[i], batch.Values<int>(7)[i], batch.Values<int>(8)[i], batch.Text(5, i) ?? "", batch.Values<int>(9)[i]);
        var written = batch.Text(0, i)!;
        var name = keyOf?.Invoke(written) ?? written;
        Ended += change.Ends < madeAt ? 1 : 0;
        if (!known.Contains(name))
        {
            _unknown.Add(written);
        }

        if (!_changes.TryGetValue(name, out var own))
        {
            _changes[name] = own = [];
        }

        own.Add(change);
        return change.Validate();
    }
}
