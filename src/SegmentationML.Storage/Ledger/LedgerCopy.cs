namespace SegmentationML.Storage.Ledger;

/// <summary>Copies all rows of a ledger into an empty one of the same schema, from file to server or back.</summary>
internal static class LedgerCopy
{
    /// <summary>The tables of a ledger in a file, those that are referred to first.</summary>
    public static IReadOnlyList<string> Tables(LedgerConnection file)
        => file.Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations' ORDER BY rowid", row => row.GetString(0));

    /// <summary>Copies the rows of some tables; both ledgers are up to date.</summary>
    /// <param name="source">A transaction that sees one state.</param>
    /// <param name="target">A transaction that writes.</param>
    /// <param name="tables">Which, those that are referred to first.</param>
    public static void Rows(LedgerConnection source, LedgerConnection target, IReadOnlyList<string> tables)
    {
        foreach (var table in tables)
        {
            var columns = source.Columns($"SELECT * FROM {table} LIMIT 0");
            var insert = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(c => "@" + c))})";
            var values = new (string Name, object? Value)[columns.Count];
            source.Each($"SELECT {string.Join(", ", columns)} FROM {table} ORDER BY 1", row =>
            {
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = (columns[i], row.IsDBNull(i) ? null : row.GetValue(i));
                }

                target.Execute(insert, values);
            });
        }
    }
}
