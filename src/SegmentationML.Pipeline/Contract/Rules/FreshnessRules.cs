using SegmentationML.Contracts.Outcomes;
using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Contract.Reading;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>The service levels that say how old the newest row of a table may be: latency and frequency. They warn, unless the driver is regulatory or their custom property <c>severity</c> says more.</summary>
internal static class FreshnessRules
{
    /// <summary>The rules of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="columns">The table's columns as found.</param>
    public static IEnumerable<Rule> All(SchemaObject table, DataContract contract, IReadOnlyDictionary<string, BoundColumn> columns)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var level in contract.SlaProperties.Where(SlaShape.IsFreshness))
        {
            foreach (var (_, _, column) in SlaShape.Elements(level, contract).Where(e => e.Table == table && e.Column is not null))
            {
                var name = level.Id ?? (level.Property.StartsWith("l", StringComparison.OrdinalIgnoreCase) ? "latency" : "frequency");
                var id = $"{table.Name}/{column!.Name}/{name}";
                for (var i = 2; !taken.Add(id); i++)
                {
                    id = $"{table.Name}/{column.Name}/{name}-{i}";
                }

                yield return One(level, id, column, columns);
            }
        }
    }

    private static Rule One(SlaProperty level, string id, SchemaProperty column, IReadOnlyDictionary<string, BoundColumn> columns)
    {
        var word = ExtraSettings.Text(level.CustomProperties, ExtraSettings.SeverityWord) ?? (level.Driver == "regulatory" ? "error" : "warning");
        var onFailure = Severity.Outcome(word, pointsAtRows: false);
        var promise = $"The newest {column.Name} is at most {SqlValue.Words(level.Value)} {level.Unit} old";
        return columns.TryGetValue(column.Name!, out var bound)
            ? new FreshnessRule(id, promise, onFailure, bound.Value, level)
            : new SettledRule(id, promise, onFailure, RuleState.NotRun, "The column is missing.");
    }
}
