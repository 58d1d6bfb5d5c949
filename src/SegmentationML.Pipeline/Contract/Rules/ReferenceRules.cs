using SegmentationML.Contracts.Outcomes;
using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Contract.Reading;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>Foreign keys. Unless their custom property <c>severity</c> says more they warn: a line whose product has no master data is still a sale.</summary>
internal static class ReferenceRules
{
    /// <summary>The foreign keys of a column.</summary>
    /// <param name="property">The contract's column.</param>
    /// <param name="column">The column as found.</param>
    /// <param name="path">Ids begin with this.</param>
    /// <param name="contract">The contract.</param>
    public static IEnumerable<Rule> OfColumn(SchemaProperty property, BoundColumn column, string path, DataContract contract)
        => property.Relationships.Select((r, i) => One(r, i, path, [column], contract));

    /// <summary>The foreign keys of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="columns">Its columns as found.</param>
    public static IEnumerable<Rule> OfTable(SchemaObject table, DataContract contract, IReadOnlyDictionary<string, BoundColumn> columns)
        => table.Relationships.Select((r, i) =>
        {
            var from = r.From.Select(f => columns.GetValueOrDefault(Reference.Resolve(f, contract)?.Column ?? "")).ToArray();
            return from.Contains(null)
                ? new SettledRule(Id(r, i, table.Name), Promise(r.From, r.To), OnFailure(r), RuleState.NotRun, "A column is missing.")
                : One(r, i, table.Name, [.. from.OfType<BoundColumn>()], contract);
        });

    private static Rule One(Relationship relationship, int index, string path, IReadOnlyList<BoundColumn> from, DataContract contract)
    {
        var to = relationship.To.Select(t => Reference.Resolve(t, contract)).ToArray();
        var (id, promise, onFailure) = (Id(relationship, index, path), Promise(from.Select(f => f.Name), relationship.To), OnFailure(relationship));
        return to.Contains(null) || to.Select(t => t!.Table).Distinct().Count() > 1
            ? new SettledRule(id, promise, onFailure, RuleState.NotRun, "The other side is nested, in another file, or in several tables.")
            : new ReferenceRule(id, promise, onFailure, [.. from.Select(f => f.Value)], to[0]!.Table, [.. to.Select(t => t!.Column)]);
    }

    private static string Id(Relationship relationship, int index, string path) => $"{path}/{relationship.Id ?? (index == 0 ? "foreignKey" : $"foreignKey-{index + 1}")}";

    private static string Promise(IEnumerable<string> from, IEnumerable<string> to) => $"{string.Join(", ", from)} is found in {string.Join(", ", to)}";

    private static ContractOutcome OnFailure(Relationship relationship)
        => Severity.Outcome(ExtraSettings.Text(relationship.CustomProperties, ExtraSettings.SeverityWord) ?? "warning", pointsAtRows: true);
}
