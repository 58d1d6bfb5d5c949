using System.Text;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow;
using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.DuckDb;

/// <summary>Writes queries to files: Parquet by DuckDB itself, Arrow IPC from the arrays that DuckDB exports.</summary>
/// <param name="engine">Runs the queries; stays the caller's.</param>
public sealed class DuckDbTableExporter(DuckDbEngine engine) : ITableExporter
{
    /// <inheritdoc/>
    public ExportedFile WriteParquet(string sql, string path, ParquetExport options, CancellationToken cancellation = default)
        => Replace(path, part =>
        {
            var rows = engine.Execute(
                $"COPY (\n{sql}\n) TO {Sql.Literal(part)} (FORMAT parquet, COMPRESSION {Sql.Literal(options.Compression)}, ROW_GROUP_SIZE {options.RowsPerGroup}, USE_TMP_FILE false)",
                cancellation: cancellation);
            return new ExportedFile(path, rows, new FileInfo(part).Length);
        });

    /// <inheritdoc/>
    public ExportedFile WriteArrow(string sql, string path, ArrowExport options, CancellationToken cancellation = default)
    {
        var dictionaries = options.Dictionaries.ToDictionary(given => given.Key, given => new ArrowDictionary(given.Value), StringComparer.Ordinal);
        foreach (var column in options.DictionaryColumns)
        {
            dictionaries.TryAdd(column, Distinct(sql, column, cancellation));
        }

        RequireColumns(sql, dictionaries.Keys);
        return Replace(path, part => Write(sql, part, options, dictionaries, cancellation) with { Path = path });
    }

    /// <summary>Writes a query's rows as an Arrow stream while they are read: what is in memory is one batch, however many rows there are, and a slow receiver holds the query up.</summary>
    /// <param name="sql">One query.</param>
    /// <param name="parameters">Values for <c>$1 …</c>.</param>
    /// <param name="output">Receives the stream; stays the caller's.</param>
    /// <param name="options">Rows of a batch and metadata; no dictionaries.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Rows written.</returns>
    public unsafe long StreamArrow(string sql, IReadOnlyList<object?> parameters, Stream output, ArrowExport options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var rows = engine.ReadArrow(sql, parameters, cancellation);
        var schema = new ArrowTableSchema(FormatString.Fields(rows.Schema), options.Metadata);
        var format = new ArrowWriteOptions { Format = ArrowFormat.Stream, RowsPerBatch = options.RowsPerBatch, ColumnBytesPerBatch = 8L << 20, Compression = options.Compression };
        using var writer = new ArrowIpcWriter(output, schema, new Dictionary<string, ArrowDictionary>(StringComparer.Ordinal), format);
        while (rows.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            writer.Append(rows.Batch);
        }

        writer.Complete();
        return writer.Rows;
    }

    private unsafe ExportedFile Write(string sql, string path, ArrowExport options, Dictionary<string, ArrowDictionary> dictionaries, CancellationToken cancellation)
    {
        using var rows = engine.ReadArrow(sql, cancellation: cancellation);
        foreach (var column in rows.Columns.Where(column => column.Dictionary is not null))
        {
            dictionaries.TryAdd(column.Name, new ArrowDictionary(column.Dictionary!.Select(Encoding.UTF8.GetString)));
        }

        var schema = new ArrowTableSchema(FormatString.Fields(rows.Schema), options.Metadata);
        var format = new ArrowWriteOptions { Format = options.Stream ? ArrowFormat.Stream : ArrowFormat.File, RowsPerBatch = options.RowsPerBatch, Compression = options.Compression };
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        using var writer = new ArrowIpcWriter(file, schema, dictionaries, format);
        while (rows.MoveNext())
        {
            writer.Append(rows.Batch);
        }

        writer.Complete();
        return new ExportedFile(path, writer.Rows, writer.Bytes);
    }

    // DuckDB compares text by its bytes, so the order is that of UTF-8.
    private ArrowDictionary Distinct(string sql, string column, CancellationToken cancellation)
    {
        var values = new List<string>();
        var name = Sql.Identifier(column);
        _ = engine.Read(
            $"SELECT DISTINCT {name} FROM (\n{sql}\n) WHERE {name} IS NOT NULL ORDER BY 1",
            batch =>
            {
                for (var row = 0; row < batch.Rows; row++)
                {
                    values.Add(batch.Text(0, row)!);
                }
            },
            cancellation: cancellation);
        return new ArrowDictionary(values);
    }

    private void RequireColumns(string sql, IEnumerable<string> names)
    {
        var missing = names.Except(engine.Describe(sql).Select(column => column.Name), StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
        {
            throw new ProblemException(new Problem(
                ArrowProblems.Options,
                $"A dictionary is given for column '{missing[0]}', which the query does not return.",
                "Name a column of the query, spelled as the query spells it."));
        }
    }

    // The rows go to a file beside the path, which takes the path's place when it is whole.
    private static ExportedFile Replace(string path, Func<string, ExportedFile> write)
    {
        var part = path + ".part";
        try
        {
            var written = write(part);
            File.Move(part, path, overwrite: true);
            return written;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Remove(part);
            throw new ProblemException(
                new Problem(ArrowProblems.CannotWrite, $"'{path}' cannot be written: {problem.Message}", "Free disk space, or choose a folder that exists and may be written."),
                problem);
        }
        catch
        {
            Remove(part);
            throw;
        }
    }

    private static void Remove(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The first problem is the one to tell; what cannot be removed could not be written either.
        }
    }
}
