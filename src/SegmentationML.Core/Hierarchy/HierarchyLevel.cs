namespace SegmentationML.Core.Hierarchy;

/// <summary>One level of a hierarchy: a partition of the bottom series, such as family, location, or family by location.</summary>
/// <param name="Name">Name of the level.</param>
/// <param name="GroupOf">Group of each bottom series, shape (bottom), each in [0, groups).</param>
/// <param name="Groups">Names of the groups; each has at least one series.</param>
public sealed record HierarchyLevel(string Name, IReadOnlyList<int> GroupOf, IReadOnlyList<string> Groups)
{
    /// <summary>The name of the level that holds everything in one group.</summary>
    public const string TotalName = "total";

    /// <summary>Everything in one group.</summary>
    /// <param name="bottomCount">Number of bottom series.</param>
    public static HierarchyLevel Total(int bottomCount) => new(TotalName, new int[bottomCount], [TotalName]);

    /// <summary>Groups series of equal keys; groups stand in ordinal order of their keys.</summary>
    /// <param name="name">Name of the level.</param>
    /// <param name="keys">Key of each bottom series.</param>
    public static HierarchyLevel Of(string name, IReadOnlyList<string> keys)
    {
        string[] groups = [.. keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var places = groups.Select((key, place) => (key, place)).ToDictionary(static g => g.key, static g => g.place, StringComparer.Ordinal);
        return new HierarchyLevel(name, [.. keys.Select(key => places[key])], groups);
    }
}
