using SegmentationML.Contracts.Outcomes;
using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>The rule that a column is there, with a type that fits. It blocks: no row can make up for it.</summary>
internal static class StructureRules
{
    /// <summary>Looks for a column, by its physical name or else its name, upper and lower case alike.</summary>
    /// <param name="property">The contract's column.</param>
    /// <param name="shapes">The data's columns.</param>
    /// <param name="textIsRead">True when text columns are to be read by the contract's types.</param>
    /// <param name="empty">Columns of the data that are known to be null throughout.</param>
    /// <param name="path">Ids begin with this.</param>
    /// <returns>The rule with its outcome, and the column as found; null when it was not.</returns>
    public static (SettledRule Rule, BoundColumn? Column) Of(SchemaProperty property, IReadOnlyList<ColumnShape> shapes, bool textIsRead, IReadOnlyCollection<string> empty, string path)
    {
        var name = property.PhysicalName ?? property.Name!;
        var promise = $"There is a column {name}{(property.LogicalType is { } t ? $" of type {TypeShape.TypeWord(t)}" : "")}";
        if (shapes.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } shape)
        {
            var near = ClosestMatch.Of(name, shapes.Select(s => s.Name));
            var needed = property.Required || property.PrimaryKey;
            var hint = near is not null ? $" Was it renamed to '{near}'?" : needed ? $" The data has {string.Join(", ", shapes.Select(s => s.Name))}." : "";
            return (new SettledRule($"{path}/column", promise, ContractOutcome.Block, needed ? RuleState.Failed : RuleState.NotRun, $"The column is missing{(needed ? "" : " and not required")}.{hint}"), null);
        }

        var column = BoundColumn.Bind(property, shape, textIsRead, empty.Contains(shape.Name));
        var fits = property.LogicalType is not { } wanted || ColumnKinds.Fits(column.Kind, wanted);
        return (new SettledRule($"{path}/column", promise, ContractOutcome.Block, fits ? RuleState.Passed : RuleState.Failed, fits ? null : $"The column is of type {shape.Type}."), column);
    }
}
