using SegmentationML.Contracts.Standard;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>A column that a contract refers to.</summary>
/// <param name="Table">Its table's name.</param>
/// <param name="Column">Its name.</param>
internal sealed record Reference(string Table, string Column)
{
    /// <summary>Reads <c>table.column</c> or, by ids, <c>schema/table_id/properties/column_id</c>.</summary>
    /// <param name="text">As written.</param>
    /// <param name="contract">The contract that ids are looked up in.</param>
    /// <returns>Null for nested columns, unknown ids and references into other files.</returns>
    public static Reference? Resolve(string text, DataContract contract)
    {
        var path = text.TrimStart('/').Split('/');
        if (path.Length == 1)
        {
            var parts = text.Split('.');
            return parts.Length == 2 ? new Reference(parts[0], parts[1]) : null;
        }

        if (path is not ["schema", var tableId, "properties", var columnId])
        {
            return null;
        }

        var table = contract.Schema.FirstOrDefault(t => t.Id == tableId);
        var column = table?.Properties.FirstOrDefault(p => p.Id == columnId);
        return column?.Name is { } name ? new Reference(table!.Name, name) : null;
    }
}
