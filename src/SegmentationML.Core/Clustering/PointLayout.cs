namespace SegmentationML.Core.Clustering;

/// <summary>Where each feature's numbers and levels stand in a prepared point.</summary>
internal sealed class PointLayout
{
    private readonly IReadOnlyList<FittedFeature> _features;
    private readonly int[] _starts;

    /// <summary>By feature, the level of the fit for each level of the table; null for a number.</summary>
    private readonly double[]?[] _levels;

    public PointLayout(FittedPreparation preparation, IReadOnlyDictionary<string, IReadOnlyList<string>> levels)
    {
        _features = preparation.Features;
        _starts = new int[_features.Count];
        _levels = new double[_features.Count][];
        for (var column = 0; column < _features.Count; column++)
        {
            _starts[column] = Dimensions;
            Dimensions += _features[column].Dimensions;
            _levels[column] = Translation(_features[column], levels);
        }

        LevelColumns = [.. Enumerable.Range(0, _features.Count).Where(column => _features[column].KeptAsLevels)];
    }

    public int Dimensions { get; }

    /// <summary>Features that are kept as levels.</summary>
    public int[] LevelColumns { get; }

    /// <summary>Prepares one row; false when a value is refused.</summary>
    public bool Prepare(ReadOnlySpan<double> raw, Span<double> point, Span<int> codes)
    {
        var accepted = true;
        for (var column = 0; column < _features.Count; column++)
        {
            var feature = _features[column];
            if (!feature.Dropped)
            {
                var value = Known(column, raw[column]);
                accepted &= feature.Accepts(value);
                feature.Prepare(value, point.Slice(_starts[column], feature.Dimensions));
            }
        }

        for (var c = 0; c < LevelColumns.Length && accepted; c++)
        {
            codes[c] = _features[LevelColumns[c]].LevelOf(Known(LevelColumns[c], raw[LevelColumns[c]]));
        }

        return accepted;
    }

    /// <summary>The first feature whose value is refused.</summary>
    public int FirstRefused(ReadOnlySpan<double> raw)
    {
        var column = 0;
        while (_features[column].Dropped || _features[column].Accepts(Known(column, raw[column])))
        {
            column++;
        }

        return column;
    }

    public CategoryTable Categories(int[] codes)
        => new(codes, [.. LevelColumns.Select(column => _features[column].Category!.Levels.Count)], [.. LevelColumns.Select(column => _features[column].Weight)]);

    private static double[]? Translation(FittedFeature feature, IReadOnlyDictionary<string, IReadOnlyList<string>> levels)
    {
        if (feature.Category is not { } category)
        {
            return levels.ContainsKey(feature.Name) ? throw new ProblemException(ClusteringProblems.Levels(feature.Name, "are given, but it was a number at the fit")) : null;
        }

        var known = category.Levels.ToList();
        return levels.TryGetValue(feature.Name, out var given)
            ? [.. given.Select(level => (double)known.IndexOf(level))]
            : throw new ProblemException(ClusteringProblems.Levels(feature.Name, "are not given, but it had some at the fit"));
    }

    private double Known(int column, double raw) => _levels[column] is { } translation && !double.IsNaN(raw) ? translation[(int)raw] : raw;
}
