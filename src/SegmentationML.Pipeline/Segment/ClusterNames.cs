namespace SegmentationML.Pipeline.Segment;

/// <summary>Names clusters by what sets them apart: the drivers whose typical value lies furthest from that of all entities, with how far.</summary>
/// <remarks>A name that was given once stays as long as the cluster goes on and everything that the name says still holds; so a refit renames only what has changed. Names of the model stand above generated ones.</remarks>
internal static class ClusterNames
{
    private const int UsualTraits = 2;

    /// <summary>The traits of a cluster that tell it from the others, such as <c>+order_count</c>; the most telling first, as many as make the list different from those before it.</summary>
    /// <param name="drivers">Names of the drivers.</param>
    /// <param name="centres">Typical values by cluster, on the scale of the spread.</param>
    /// <param name="all">Typical values of all entities.</param>
    /// <param name="scale">Spread of each driver.</param>
    /// <param name="before">By cluster the traits of its predecessor; empty without one.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Of(
        IReadOnlyList<string> drivers, IReadOnlyList<IReadOnlyList<double>> centres, IReadOnlyList<double> all, IReadOnlyList<double> scale, IReadOnlyList<IReadOnlyList<string>> before)
    {
        var given = new List<IReadOnlyList<string>>();
        for (var cluster = 0; cluster < centres.Count; cluster++)
        {
            var c = cluster;
            var ranked = Enumerable.Range(0, drivers.Count)
                .Select(d => (Driver: drivers[d], Deviation: (centres[c][d] - all[d]) / scale[d]))
                .Where(d => !double.IsNaN(d.Deviation) && d.Deviation != 0)
                .OrderByDescending(d => Math.Abs(d.Deviation)).ToArray();
            var telling = ranked.Count(d => ClusterTrait.Tells(d.Deviation));
            var kept = before[cluster].Count > 0 && before[cluster].All(t => ranked.Any(d => ClusterTrait.StillHolds(t, d.Driver, d.Deviation)));
            given.Add(kept ? before[cluster] : Different([.. ranked.Select(d => ClusterTrait.Of(d.Driver, d.Deviation))], Math.Min(Math.Max(telling, 1), UsualTraits), [.. given, .. before.Skip(cluster + 1)]));
        }

        return given;
    }

    /// <summary>The traits in words: very many orders, rather high net revenue.</summary>
    public static string Text(IReadOnlyList<string> traits) => string.Join(", ", traits.Select(ClusterTrait.Text));

    private static string[] Different(string[] ranked, int usual, IReadOnlyList<IReadOnlyList<string>> others)
    {
        var count = Math.Min(usual, ranked.Length);
        while (count < ranked.Length && others.Any(o => o.Count == count && o.ToHashSet(StringComparer.Ordinal).SetEquals(ranked.Take(count))))
        {
            count++;
        }

        return ranked[..count];
    }
}
