namespace SegmentationML.Core.Clustering;

/// <summary>The learnt preparation of all features: plain numbers, reused as they are at scoring.</summary>
/// <param name="Features">One entry for each feature of the fit, dropped ones included, in the table's order.</param>
public sealed record FittedPreparation(IReadOnlyList<FittedFeature> Features)
{
    /// <summary>Numbers of a prepared point: one for each number that varies, its indicator where zeros are treated, one a level where levels become numbers.</summary>
    public int Dimensions => Features.Sum(feature => feature.Dimensions);

    /// <summary>Positions in key order of the rows that take part: those above zero in at least one of the features treated for zeros; all without such features.</summary>
    /// <param name="table">The features.</param>
    /// <param name="options">How they are prepared.</param>
    public static int[] ActiveRows(FeatureTable table, PreparationOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        return ActiveRows(table, [.. Enumerable.Range(0, table.Columns).Where(column => options.For(table.Names[column]).ZeroInflated && !table.Levels.ContainsKey(table.Names[column]))]);
    }

    /// <summary>Positions in key order of the rows that take part in scoring, by the features that the fit treated for zeros.</summary>
    /// <param name="table">The features of the fit, in its order.</param>
    public int[] ActiveRows(FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return ActiveRows(table, [.. Enumerable.Range(0, Features.Count).Where(column => Features[column].Hurdle is not null)]);
    }


    /// <summary>Learns from the training rows.</summary>
    /// <param name="table">The features.</param>
    /// <param name="options">How to prepare each.</param>
    /// <param name="maximumThreads">Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</param>
    public static FittedPreparation Fit(FeatureTable table, PreparationOptions options, int maximumThreads = -1)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var unknown = options.Features.Keys.Except(table.Names, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        ProblemException.ThrowIfAny(options.Validate().Concat(unknown.Select(name => ClusteringProblems.UnknownFeature(name, string.Join(", ", table.Names)))));
        var features = new FittedFeature[table.Columns];
        var refused = new ProblemException?[table.Columns];
        Parallel.For(0, table.Columns, new ParallelOptions { MaxDegreeOfParallelism = maximumThreads }, column =>
        {
            try
            {
                features[column] = FeatureFitter.Fit(table, column, options.For(table.Names[column]));
            }
            catch (ProblemException problem)
            {
                refused[column] = problem;
            }
        });
        ProblemException.ThrowIfAny(refused.Where(problem => problem is not null).SelectMany(problem => problem!.Problems));
        return features.All(feature => feature.Dropped)
            ? throw new ProblemException(ClusteringProblems.NothingVaries(string.Join(", ", table.Names)))
            : new FittedPreparation(features);
    }

    /// <summary>Prepares rows, in key order.</summary>
    /// <param name="table">The features of the fit, in its order.</param>
    /// <param name="maximumThreads">Upper bound of threads; -1 for as many as there are processors.</param>
    public PointTable Apply(FeatureTable table, int maximumThreads = -1)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!table.Names.SequenceEqual(Features.Select(feature => feature.Name), StringComparer.Ordinal))
        {
            throw new ProblemException(ClusteringProblems.OtherFeatures(string.Join(", ", Features.Select(feature => feature.Name)), string.Join(", ", table.Names)));
        }

        var layout = new PointLayout(this, table.Levels);
        var values = new double[(long)table.Rows * layout.Dimensions];
        var codes = new int[(long)table.Rows * layout.LevelColumns.Length];
        const int Chunk = 8192;
        var refused = table.Rows;
        Parallel.For(0, (table.Rows + Chunk - 1) / Chunk, new ParallelOptions { MaxDegreeOfParallelism = maximumThreads }, chunk =>
        {
            for (var position = chunk * Chunk; position < Math.Min((chunk + 1) * Chunk, table.Rows); position++)
            {
                var raw = table.Values.AsSpan(table.RowAt(position) * table.Columns, table.Columns);
                if (!layout.Prepare(raw, values.AsSpan(position * layout.Dimensions, layout.Dimensions), codes.AsSpan(position * layout.LevelColumns.Length, layout.LevelColumns.Length)))
                {
                    InterlockedMinimum(ref refused, position);
                }
            }
        });
        if (refused < table.Rows)
        {
            throw new ProblemException(NotFinite(table, table.RowAt(refused), layout));
        }

        return new PointTable(values, layout.Dimensions, layout.LevelColumns.Length == 0 ? null : layout.Categories(codes));
    }

    private static int[] ActiveRows(FeatureTable table, int[] columns) => columns.Length == 0
        ? [.. Enumerable.Range(0, table.Rows)]
        : [.. Enumerable.Range(0, table.Rows).Where(position => Array.Exists(columns, column => !(table.Values[((long)table.RowAt(position) * table.Columns) + column] <= 0)))];

    private Problem NotFinite(FeatureTable table, int row, PointLayout layout)
    {
        var raw = table.Values.AsSpan(row * table.Columns, table.Columns);
        var column = layout.FirstRefused(raw);
        var feature = Features[column];
        return feature.Category is { } category && !double.IsNaN(raw[column])
            ? ClusteringProblems.UnseenLevel(feature.Name, table.Levels[feature.Name][(int)raw[column]], string.Join(", ", category.Levels))
            : ClusteringProblems.NotFinite(table, column, row, raw[column]);
    }

    private static void InterlockedMinimum(ref int target, int value)
    {
        var seen = Volatile.Read(ref target);
        while (value < seen)
        {
            seen = Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
