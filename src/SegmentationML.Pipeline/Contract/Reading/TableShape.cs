using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Checks a table of a contract with its columns.</summary>
internal static class TableShape
{
    /// <summary>Lists everything that is wrong with a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="contract">The contract that it belongs to.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="isV32">True when the contract may use what v3.2 brought.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(SchemaObject table, DataContract contract, string path, bool isV32, ShapeProblems problems)
    {
        if (table.LogicalType != LogicalType.Object)
        {
            problems.Add($"{path}.logicalType", $"is '{table.LogicalType}'", "A table is an object: leave it out.");
        }

        ContractShape.Since32(table.Context is not null, isV32, $"{path}.context", problems);
        CheckElement(table, path, isV32, problems);
        CheckTotals(table, path, problems);
        for (var i = 0; i < table.Properties.Count; i++)
        {
            CheckProperty(table.Properties[i], $"{path}.properties[{i}]", isV32, named: true, problems);
        }

        foreach (var name in ContractShape.Twice(table.Properties.Select(p => p.Name)))
        {
            problems.Add($"{path}.properties", $"holds '{name}' twice", "Give each column its own name.");
        }

        CheckKey(table, path, problems);
        QualityShape.Check(table.Quality, table, null, $"{path}.quality", problems);
        for (var i = 0; i < table.Properties.Count; i++)
        {
            QualityShape.Check(table.Properties[i].Quality, table, table.Properties[i], $"{path}.properties[{i}].quality", problems);
        }

        RelationshipShape.Check(table, contract, path, isV32, problems);
    }

    private static void CheckElement(SchemaElement element, string path, bool isV32, ShapeProblems problems)
    {
        ContractShape.CheckId(element.Id, path, problems);
        ContractShape.Since32(element.Deprecated is not null, isV32, $"{path}.deprecated", problems);
        ContractShape.Since32(element.Synonyms.Count > 0, isV32, $"{path}.synonyms", problems);
        ExtraSettings.Check(element.CustomProperties, $"{path}.customProperties", problems);
    }

    private static void CheckTotals(SchemaObject table, string path, ShapeProblems problems)
    {
        foreach (var name in ExtraSettings.TotalColumns(table.CustomProperties))
        {
            var column = table.Properties.FirstOrDefault(p => p.Name == name);
            if (column is null)
            {
                problems.Add($"{path}.customProperties", $"sums the column '{name}', which the table does not have", ClosestMatch.Hint(name, [.. table.Properties.Select(p => p.Name ?? "")]));
            }
            else if (column.LogicalType is not (LogicalType.Number or LogicalType.Integer))
            {
                problems.Add($"{path}.customProperties", $"sums the column '{name}', which is not a number", "Name numeric columns in totals.");
            }
        }
    }

    private static void CheckProperty(SchemaProperty property, string path, bool isV32, bool named, ShapeProblems problems)
    {
        if (named && string.IsNullOrEmpty(property.Name))
        {
            problems.Add($"{path}.name", "is missing", "It is required: add it.");
        }

        CheckElement(property, path, isV32, problems);
        ContractShape.Since32(property.SemanticType is not null, isV32, $"{path}.semanticType", problems);
        ContractShape.Since32(property.Enum is not null, isV32, $"{path}.enum", problems);
        ContractShape.Since32(property.Map is not null, isV32, $"{path}.map", problems);
        ContractShape.Since32(property.LogicalType is LogicalType.Map or LogicalType.Vector, isV32, $"{path}.logicalType", problems);
        TypeShape.Check(property, path, problems);
        CheckNested(property, path, isV32, problems);
    }

    private static void CheckNested(SchemaProperty property, string path, bool isV32, ShapeProblems problems)
    {
        Belongs(property.Items is not null, property.LogicalType == LogicalType.Array, $"{path}.items", "array", problems);
        Belongs(property.Properties.Count > 0, property.LogicalType == LogicalType.Object, $"{path}.properties", "object", problems);
        Belongs(property.Map is not null, property.LogicalType == LogicalType.Map, $"{path}.map", "map", problems);
        if (property.LogicalType == LogicalType.Map && property.Map is null)
        {
            problems.Add($"{path}.map", "is missing", "A map needs the types of its key and value.");
        }

        if (property.Items is { } items)
        {
            CheckProperty(items, $"{path}.items", isV32, named: false, problems);
        }

        if (property.Map is { } map)
        {
            CheckProperty(map.Key, $"{path}.map.key", isV32, named: false, problems);
            CheckProperty(map.Value, $"{path}.map.value", isV32, named: false, problems);
        }

        for (var i = 0; i < property.Properties.Count; i++)
        {
            CheckProperty(property.Properties[i], $"{path}.properties[{i}]", isV32, named: true, problems);
        }
    }

    private static void Belongs(bool given, bool fits, string path, string type, ShapeProblems problems)
    {
        if (given && !fits)
        {
            problems.Add(path, $"is given, but the type is not {type}", $"Write `logicalType: {type}`, or leave it out.");
        }
    }

    private static void CheckKey(SchemaObject table, string path, ShapeProblems problems)
    {
        var places = table.Properties.Where(p => p.PrimaryKey && p.PrimaryKeyPosition != -1).Select(p => p.PrimaryKeyPosition).ToArray();
        if (places.Distinct().Count() < places.Length || places.Any(p => p < 1))
        {
            problems.Add($"{path}.properties", "have primaryKeyPositions that are not 1, 2, 3 …", "Give each column of the key its own place from 1.");
        }

        for (var i = 0; i < table.Properties.Count; i++)
        {
            if (!table.Properties[i].PrimaryKey && table.Properties[i].PrimaryKeyPosition != -1)
            {
                problems.Add($"{path}.properties[{i}].primaryKeyPosition", "is given without primaryKey", "Add `primaryKey: true`, or leave it out.");
            }
        }
    }
}
