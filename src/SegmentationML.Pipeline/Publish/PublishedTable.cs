using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish;

/// <summary>A table of a version: the query that gives its rows in key order, and what its columns mean.</summary>
/// <param name="Name">assignments, forecasts, policies or forecast_levels.</param>
/// <param name="Query">Rows in a total order.</param>
/// <param name="Columns">In the query's order.</param>
/// <param name="Order">The columns of that order.</param>
/// <param name="DictionaryColumns">Text columns with few distinct values.</param>
public sealed record PublishedTable(string Name, string Query, IReadOnlyList<SnapshotColumn> Columns, string Order, IReadOnlyList<string> DictionaryColumns)
{
    /// <summary>Names of the tables, in the order in which they are written.</summary>
    public const string Assignments = "assignments";

    /// <summary>Forecasts by key and step.</summary>
    public const string Forecasts = "forecasts";

    /// <summary>Stock policies by key.</summary>
    public const string Policies = "policies";

    /// <summary>Forecasts of the sums of a hierarchy by key and step; in versions with <c>forecast.hierarchy</c>.</summary>
    public const string ForecastLevels = "forecast_levels";
}
