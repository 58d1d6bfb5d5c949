using SegmentationML.Core.Hierarchy;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The names by which the command line and its tables call the ways in which forecasts of a hierarchy add up.</summary>
public static class ReconciliationWays
{
    /// <summary>Shares of a level between the total and the series: the name of the level comes after it.</summary>
    public const string MiddleOut = "middle-out=";

    /// <summary>Name and method, each once.</summary>
    public static IReadOnlyList<(string Name, ReconciliationMethod Method)> All { get; } =
    [
        ("bottom-up", ReconciliationMethod.BottomUp), ("top-down", ReconciliationMethod.SharesOfAverages), ("top-down-average-shares", ReconciliationMethod.AverageShares),
        ("ols", ReconciliationMethod.Ols), ("structural", ReconciliationMethod.Structural), ("variance", ReconciliationMethod.Variance), ("mint", ReconciliationMethod.Shrinkage),
    ];

    /// <summary>The name of a method.</summary>
    public static string Name(ReconciliationMethod method) => All.Single(way => way.Method == method).Name;

    /// <summary>What a name asks for.</summary>
    /// <param name="levels">The levels of the hierarchy.</param>
    /// <param name="way">A name, or <see cref="MiddleOut"/> and a level.</param>
    /// <returns>Null when it is no name.</returns>
    public static HierarchyRequest? Request(IReadOnlyList<string> levels, string way)
        => way.StartsWith(MiddleOut, StringComparison.Ordinal) ? new HierarchyRequest { Levels = levels, Method = ReconciliationMethod.SharesOfAverages, Level = way[MiddleOut.Length..] }
            : All.FirstOrDefault(known => known.Name == way) is { Name: not null } found ? new HierarchyRequest { Levels = levels, Method = found.Method }
            : null;

    /// <summary>The name of what was asked for.</summary>
    public static string Name(HierarchyRequest request) => request.Level is { } level ? MiddleOut + level : Name(request.Method);
}
