using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Checks foreign keys.</summary>
internal static class RelationshipShape
{
    /// <summary>Lists everything that is wrong with the foreign keys of a table and its columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="contract">Its contract.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="isV32">True when the contract may use what v3.2 brought.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(SchemaObject table, DataContract contract, string path, bool isV32, ShapeProblems problems)
    {
        for (var i = 0; i < table.Relationships.Count; i++)
        {
            CheckOne(table.Relationships[i], table, contract, atColumn: false, $"{path}.relationships[{i}]", isV32, problems);
        }

        for (var i = 0; i < table.Properties.Count; i++)
        {
            for (var k = 0; k < table.Properties[i].Relationships.Count; k++)
            {
                CheckOne(table.Properties[i].Relationships[k], table, contract, atColumn: true, $"{path}.properties[{i}].relationships[{k}]", isV32, problems);
            }
        }
    }

    private static void CheckOne(Relationship relationship, SchemaObject table, DataContract contract, bool atColumn, string path, bool isV32, ShapeProblems problems)
    {
        ContractShape.Since32(relationship.Id is not null, isV32, $"{path}.id", problems);
        ExtraSettings.Check(relationship.CustomProperties, $"{path}.customProperties", problems);
        if (relationship.Type is not (null or "foreignKey"))
        {
            problems.Add($"{path}.type", $"is '{relationship.Type}'", "Write foreignKey, or leave it out.");
        }

        if (atColumn && relationship.From.Count > 0)
        {
            problems.Add($"{path}.from", "is given at a column, which is what it starts from", "Leave it out.");
        }

        var width = atColumn ? 1 : relationship.From.Count;
        if (relationship.To.Count == 0 || relationship.To.Count != width)
        {
            problems.Add(path, $"leads from {width} to {relationship.To.Count} columns", "Give as many columns on one side as on the other, at least one.");
            return;
        }

        foreach (var from in relationship.From.Where(f => Reference.Resolve(f, contract)?.Column is not { } c || !table.Properties.Any(p => p.Name == c)))
        {
            problems.Add($"{path}.from", $"names '{from}', which is no column of the table", ClosestMatch.Hint(from, [.. table.Properties.Select(p => $"{table.Name}.{p.Name}")]));
        }
    }
}
