namespace SegmentationML.Benchmarks.HeldOut;

/// <summary>Real series, each cut into what a method sees and what came after.</summary>
/// <param name="Name">Of the set.</param>
/// <param name="Season">Buckets in a season; 1 = none.</param>
/// <param name="Horizon">Buckets held out.</param>
/// <param name="Series">History and the buckets after it.</param>
internal sealed record HeldOutSet(string Name, int Season, int Horizon, IReadOnlyList<(double[] History, double[] After)> Series)
{
    /// <summary>Cuts whole series.</summary>
    public static HeldOutSet Cut(string name, int season, int horizon, IEnumerable<double[]> series)
        => new(name, season, horizon, [.. series.Where(values => values.Length > horizon).Select(values => (values[..^horizon], values[^horizon..]))]);
}
