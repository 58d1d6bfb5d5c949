namespace SegmentationML.Pipeline.Ingest;

/// <summary>Late and corrected rows: of several rows with one key the last in loading order counts (sources as declared, files by name, rows in file order). Rows without a whole key all count.</summary>
internal static class LaterRows
{
    /// <summary>The table's handle, which leaves replaced rows out.</summary>
    /// <param name="context">Takes the list of replaced rows.</param>
    /// <param name="table">The table.</param>
    /// <returns>The handle and the number of replaced rows.</returns>
    public static (TableHandle Handle, long Replaced) Resolve(StepContext context, LoadedTable table)
    {
        var files = table.Parts.Select(p => p.File).ToArray();
        var replaced = table.LaterBy.Count == 0 ? 0 : Write(context, table);
        var without = replaced == 0 ? null : context.NameOf(FileName(table));
        return (new TableHandle(table.Table.Name, files, table.Rows - replaced, table.Digest, without, table.Columns), replaced);
    }

    private static long Write(StepContext context, LoadedTable table)
    {
        var path = Path.Combine(context.OutputFolder, FileName(table));
        var key = string.Join(", ", table.LaterBy.Select(Ports.Sql.Identifier));
        var whole = string.Join(" AND ", table.LaterBy.Select(k => $"{Ports.Sql.Identifier(k)} IS NOT NULL"));
        var names = string.Join(' ', table.Parts.Select((p, i) => $"WHEN {i} THEN {Ports.Sql.Literal(p.File)}"));
        var replaced = context.Engine.Execute(
            $"""
            COPY (
                SELECT CASE segml_file {names} END AS file, segml_row AS row
                FROM (
                    SELECT segml_file, segml_row, row_number() OVER (PARTITION BY {key} ORDER BY segml_file DESC, segml_row DESC) AS age
                    FROM ({table.Select(context, withPlaces: true)}) WHERE {whole}
                )
                WHERE age > 1 ORDER BY segml_file, segml_row
            ) TO {Ports.Sql.Literal(path)} (FORMAT parquet)
            """,
            null,
            context.Cancellation);
        if (replaced == 0)
        {
            File.Delete(path);
        }

        return replaced;
    }

    private static string FileName(LoadedTable table) => $"{table.Table}-replaced.parquet";
}
