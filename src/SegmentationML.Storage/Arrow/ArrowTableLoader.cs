using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Arrow;

/// <summary>Loads an Arrow file or stream into a new table of the query engine, batch by batch.</summary>
/// <param name="engine">Holds the table; stays the caller's.</param>
public sealed class ArrowTableLoader(IQueryEngine engine)
{
    // A multiple of 64, so that bitmaps are cut between words; small enough for the scratch arrays to stay in the cache.
    private const int RowsPerPiece = 8_192;

    /// <summary>Creates the table and fills it. When something is wrong, also in the last batch, the table is gone again.</summary>
    /// <param name="reader">Read to its end.</param>
    /// <param name="table">The table's name, unquoted; it must not exist. Columns have the names of the schema and the types of <see cref="ArrowSqlTypes"/>.</param>
    /// <param name="cancellation">Looked at between pieces of 8,192 rows.</param>
    /// <returns>The number of rows.</returns>
    public long Load(ArrowIpcReader reader, string table, CancellationToken cancellation = default)
    {
        if (reader.Schema.Fields.Count == 0)
        {
            throw ArrowProblems.Unsupported("The Arrow schema has no columns.", "Write the file with at least one column.");
        }

        var columns = reader.Schema.Fields.Select(field => $"{Sql.Identifier(field.Name)} {ArrowSqlTypes.Of(field)}");
        _ = engine.Execute($"CREATE TABLE {Sql.Identifier(table)} ({string.Join(", ", columns)})", cancellation: cancellation);
        try
        {
            using var appender = engine.Append(table);
            var rows = Append(reader, appender, cancellation);
            appender.Complete();
            return rows;
        }
        catch
        {
            _ = engine.Execute($"DROP TABLE {Sql.Identifier(table)}", cancellation: CancellationToken.None);
            throw;
        }
    }

    private static long Append(ArrowIpcReader reader, IColumnAppender appender, CancellationToken cancellation)
    {
        long rows = 0;
        var pieces = reader.Schema.Fields.Select((_, column) => new ArrowPiece(appender, column)).ToArray();
        while (reader.Read() is { } batch)
        {
            for (var start = 0; start < batch.Rows; start += RowsPerPiece)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(RowsPerPiece, batch.Rows - start);
                for (var column = 0; column < pieces.Length; column++)
                {
                    pieces[column].Set(batch.Columns[column], start, count);
                }

                appender.WriteBatch();
            }

            rows += batch.Rows;
        }

        return rows;
    }
}
