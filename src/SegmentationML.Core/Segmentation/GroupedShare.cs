namespace SegmentationML.Core.Segmentation;

/// <summary>Classes by cumulative share within each group, such as ABC per product family or per country.</summary>
public static class GroupedShare
{
    /// <summary>Classifies all entities, each among those of its group.</summary>
    /// <param name="values">One value an entity.</param>
    /// <param name="groups">Group of each entity; null stands for a group of its own, that of the unknown.</param>
    /// <param name="options">Cuts and codes, the same for every group.</param>
    /// <param name="deviations">Standard deviation of each value in its own history; empty when not known.</param>
    public static Classification Classify(ReadOnlySpan<double> values, IReadOnlyList<string?> groups, CumulativeShareOptions options, ReadOnlySpan<double> deviations = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(options);
        if (groups.Count != values.Length)
        {
            throw new ProblemException(SegmentationProblems.Lengths("Values and groups", values.Length, groups.Count));
        }

        var (all, spread) = (values.ToArray(), deviations.ToArray());
        var (classes, member, place) = (new byte[all.Length], new CumulativeShareClassification[all.Length], new int[all.Length]);
        foreach (var group in Enumerable.Range(0, all.Length).GroupBy(i => groups[i] ?? "", StringComparer.Ordinal))
        {
            int[] entities = [.. group];
            var part = CumulativeShareClassifier.Classify([.. entities.Select(i => all[i])], options, spread.Length == 0 ? [] : [.. entities.Select(i => spread[i])]);
            for (var p = 0; p < entities.Length; p++)
            {
                (classes[entities[p]], member[entities[p]], place[entities[p]]) = (part.Classes[p], part, p);
            }
        }

        return new BoundedClassification(
            options.Scheme(), classes, [new Driver(options.Driver, all, spread.Length == 0 ? null : spread)], 2, (entity, crossings) => member[entity].CrossingsOf(place[entity], crossings));
    }
}
