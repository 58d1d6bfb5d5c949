namespace SegmentationML.Core.Drift;

/// <summary>Who went from which segment to which, over the entities that two runs have in common; who entered and who left.</summary>
/// <remarks>Clusters must be matched to the previous run's first (<see cref="Segmentation.LabelMatching"/>): otherwise renumbering looks like migration.</remarks>
public sealed class MigrationMatrix
{
    private readonly long[] _counts;
    private readonly double[] _values;

    private MigrationMatrix(IReadOnlyList<string> segments, bool weighted)
    {
        Segments = segments;
        Weighted = weighted;
        _counts = new long[segments.Count * segments.Count];
        _values = new double[_counts.Length];
        Entered = new long[segments.Count];
        Left = new long[segments.Count];
        EnteredValue = new double[segments.Count];
        LeftValue = new double[segments.Count];
    }

    /// <summary>Codes of all segments of either run, by segment index.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>True when values were given.</summary>
    public bool Weighted { get; }

    /// <summary>Entities that only the current run has, by their segment.</summary>
    public long[] Entered { get; }

    /// <summary>Entities that only the previous run has, by their segment.</summary>
    public long[] Left { get; }

    /// <summary>Value of the entities that entered, by their segment; zeros without values.</summary>
    public double[] EnteredValue { get; }

    /// <summary>Value of the entities that left, by their segment; zeros without values.</summary>
    public double[] LeftValue { get; }

    /// <summary>Entities that both runs have.</summary>
    public long Common { get; private set; }

    /// <summary>Of those, how many changed their segment.</summary>
    public long Moved { get; private set; }

    /// <summary>Moved to a segment of a better rank; 0 without ranks.</summary>
    public long Up { get; private set; }

    /// <summary>Moved to a segment of a worse rank; 0 without ranks.</summary>
    public long Down { get; private set; }

    /// <summary>Moved / common; NaN without common entities.</summary>
    public double Churn => (double)Moved / Common;

    /// <summary>Value of the moved / value of the common entities; NaN without values.</summary>
    public double ValueChurn { get; private set; }

    /// <summary>Cohen's kappa: agreement beyond what the segments' sizes give by chance; 1 when everyone stays, NaN without common entities.</summary>
    public double Kappa { get; private set; }

    /// <summary>Counts who moved.</summary>
    /// <param name="segments">Codes of all segments of either run.</param>
    /// <param name="previous">Segment index in the previous run, one an entity; -1 when it was not in it.</param>
    /// <param name="current">Segment index in the current run, the same entities in the same order; -1 when it is not in it.</param>
    /// <param name="values">Value of each entity, not negative; empty to count only.</param>
    /// <param name="ranks">Rank of each segment, 0 best; -1 outside the order; empty when the segments have none.</param>
    public static MigrationMatrix Of(
        IReadOnlyList<string> segments,
        ReadOnlySpan<int> previous,
        ReadOnlySpan<int> current,
        ReadOnlySpan<double> values = default,
        ReadOnlySpan<int> ranks = default)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ProblemException.ThrowIfAny(Problems(segments.Count, previous, current, values.Length, ranks.Length));
        var matrix = new MigrationMatrix([.. segments], !values.IsEmpty);
        for (var i = 0; i < current.Length; i++)
        {
            matrix.Add(previous[i], current[i], values.IsEmpty ? 0 : values[i], ranks);
        }

        matrix.Finish();
        return matrix;
    }

    /// <summary>Entities that went from one segment to another.</summary>
    public long CountOf(int previous, int current) => _counts[(previous * Segments.Count) + current];

    /// <summary>Their value; 0 without values.</summary>
    public double ValueOf(int previous, int current) => _values[(previous * Segments.Count) + current];

    private static List<Problem> Problems(int segments, ReadOnlySpan<int> previous, ReadOnlySpan<int> current, int values, int ranks)
    {
        var problems = new List<Problem>();
        if (previous.Length != current.Length)
        {
            problems.Add(DriftProblems.Lengths("Previous and current segments", previous.Length, current.Length));
        }

        if (values > 0 && values != current.Length)
        {
            problems.Add(DriftProblems.Lengths("Segments and values", current.Length, values));
        }

        if (ranks > 0 && ranks != segments)
        {
            problems.Add(DriftProblems.Lengths("Segment codes and ranks", segments, ranks));
        }

        foreach (var index in (ReadOnlySpan<int>)[.. previous, .. current])
        {
            if (index < -1 || index >= segments)
            {
                problems.Add(DriftProblems.Value("A segment index", index, $"from -1 to {segments - 1}"));
                break;
            }
        }

        return problems;
    }

    private void Add(int previous, int current, double value, ReadOnlySpan<int> ranks)
    {
        if (previous < 0 || current < 0)
        {
            if (current >= 0)
            {
                Entered[current]++;
                EnteredValue[current] += value;
            }
            else if (previous >= 0)
            {
                Left[previous]++;
                LeftValue[previous] += value;
            }

            return;
        }

        _counts[(previous * Segments.Count) + current]++;
        _values[(previous * Segments.Count) + current] += value;
        if (!ranks.IsEmpty && ranks[previous] >= 0 && ranks[current] >= 0)
        {
            Up += ranks[current] < ranks[previous] ? 1 : 0;
            Down += ranks[current] > ranks[previous] ? 1 : 0;
        }
    }

    private void Finish()
    {
        long stayed = 0;
        double stayedValue = 0, value = 0, chance = 0;
        Common = _counts.Sum();
        for (var s = 0; s < Segments.Count; s++)
        {
            long row = 0, column = 0;
            for (var other = 0; other < Segments.Count; other++)
            {
                row += CountOf(s, other);
                column += CountOf(other, s);
                value += ValueOf(s, other);
            }

            stayed += CountOf(s, s);
            stayedValue += ValueOf(s, s);
            chance += (double)row / Common * column / Common;
        }

        Moved = Common - stayed;
        ValueChurn = Weighted ? 1 - (stayedValue / value) : double.NaN;
        Kappa = chance == 1 ? 1 : (((double)stayed / Common) - chance) / (1 - chance);
    }
}
