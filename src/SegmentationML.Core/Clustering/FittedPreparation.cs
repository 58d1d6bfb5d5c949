namespace SegmentationML.Core.Clustering;

/// <summary>The learnt preparation of all features: plain numbers, reused as they are at scoring.</summary>
/// <param name="Features">One entry for each feature of the fit, dropped ones included, in the table's order.</param>
public sealed record FittedPreparation(IReadOnlyList<FittedFeature> Features)
{
    /// <summary>Number of features that take part: the dimensions of the prepared points.</summary>
    public int Dimensions => Features.Count(feature => !feature.Dropped);

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

        int[] kept = [.. Enumerable.Range(0, Features.Count).Where(column => !Features[column].Dropped)];
        var values = new double[(long)table.Rows * kept.Length];
        const int Chunk = 8192;
        var refused = table.Rows;
        Parallel.For(0, (table.Rows + Chunk - 1) / Chunk, new ParallelOptions { MaxDegreeOfParallelism = maximumThreads }, chunk =>
        {
            for (var position = chunk * Chunk; position < Math.Min((chunk + 1) * Chunk, table.Rows); position++)
            {
                if (!Prepare(table, table.RowAt(position), kept, values.AsSpan(position * kept.Length, kept.Length)))
                {
                    InterlockedMinimum(ref refused, position);
                }
            }
        });
        if (refused < table.Rows)
        {
            throw new ProblemException(NotFinite(table, table.RowAt(refused), kept));
        }

        return new PointTable(values, kept.Length);
    }

    private bool Prepare(FeatureTable table, int row, int[] kept, Span<double> point)
    {
        var raw = table.Values.AsSpan(row * table.Columns, table.Columns);
        var accepted = true;
        for (var d = 0; d < kept.Length; d++)
        {
            point[d] = Features[kept[d]].Prepare(raw[kept[d]]);
            accepted &= Features[kept[d]].Accepts(raw[kept[d]]);
        }

        return accepted;
    }

    private Problem NotFinite(FeatureTable table, int row, int[] kept)
    {
        var first = row * table.Columns;
        var column = Array.Find(kept, candidate => !Features[candidate].Accepts(table.Values[first + candidate]));
        return ClusteringProblems.NotFinite(Features[column].Name, row, table.Values[first + column]);
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
