using SegmentationML.Core;
using SegmentationML.Pipeline.Ingest.Files;
using SegmentationML.Pipeline.Ingest.Sql;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>Loads one file of a source into Parquet files: the rows of the canonical table, and the rows that were set aside.</summary>
/// <remarks>
/// The quick way trusts the file: typed reading, in one pass when nothing needs the file's order. At the first value or line that is not as declared it is given up,
/// and the careful way stages the file as text and tells every row that cannot be read, with the reason. Both give the same rows for a file without faults.
/// </remarks>
/// <param name="engine">Does the work.</param>
/// <param name="mapping">The source's mapping.</param>
/// <param name="timeZone">The pipeline's time zone.</param>
/// <param name="maxRejected">Share of rows that may be unreadable.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class FileLoader(IQueryEngine engine, SourceMapping mapping, string timeZone, double maxRejected, CancellationToken cancellation)
{
    /// <summary>Loads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="raw">Its rows.</param>
    /// <param name="folder">Receives <see cref="PartResult.RowsFile"/> and, if needed, <see cref="PartResult.AsideFile"/>.</param>
    public PartResult Load(SourceFile file, IRawRows raw, string folder)
    {
        var reads = mapping.Reads(null, mapping.Options, raw, file.Name);
        var queries = new LoadQueries(mapping, reads, timeZone);
        try
        {
            return queries.IsDirect ? Direct(raw, queries, folder) : Staged(file, raw, queries, folder, careful: false);
        }
        catch (ProblemException e) when (EngineProblem.IsAboutValues(e))
        {
            return Careful(file, raw, queries, folder);
        }
        catch (ProblemException e)
        {
            throw EngineProblem.Misfit(file, e);
        }
    }

    private PartResult Direct(IRawRows raw, LoadQueries queries, string folder)
    {
        var loaded = Copy(queries.Direct(raw), folder, PartResult.RowsFile);
        var aside = mapping.LeaveOut.Count == 0 ? 0 : Copy(queries.DirectAside(raw), folder, PartResult.AsideFile);
        return Result(folder, loaded + aside, loaded, duplicates: null);
    }

    private PartResult Careful(SourceFile file, IRawRows raw, LoadQueries queries, string folder)
    {
        try
        {
            engine.Execute(CsvRows.Forget, null, cancellation);
            var result = Staged(file, raw, queries, folder, careful: true);
            RefuseMany(file, result, folder);
            return result;
        }
        catch (ProblemException e)
        {
            throw EngineProblem.Misfit(file, e);
        }
        finally
        {
            engine.Execute(CsvRows.Forget, null, CancellationToken.None);
        }
    }

    private PartResult Staged(SourceFile file, IRawRows raw, LoadQueries queries, string folder, bool careful)
    {
        var read = Copy(queries.Stage(raw, careful), folder, "staged.parquet");
        var staged = Path.Combine(folder, "staged.parquet");
        var passedOver = careful && raw.PassedOver is { } lines ? PassedOver(file, lines) : 0;
        long? duplicates = mapping.CountsDuplicates ? Count(LoadQueries.Duplicates(staged)) : null;
        var map = queries.Map(staged, raw, careful);
        long loaded;
        if (!careful && mapping.LeaveOut.Count == 0 && mapping.Options.Duplicates == DuplicateRule.Keep)
        {
            loaded = Copy(queries.Good($"({map})"), folder, PartResult.RowsFile);
        }
        else
        {
            Copy(map, folder, "mapped.parquet");
            var mapped = $"read_parquet({Ports.Sql.Literal(Path.Combine(folder, "mapped.parquet"))})";
            loaded = Copy(queries.Good(mapped), folder, PartResult.RowsFile);
            if (read + passedOver > loaded)
            {
                Copy(queries.Aside(mapped, staged, raw, careful), folder, PartResult.AsideFile);
            }

            File.Delete(Path.Combine(folder, "mapped.parquet"));
        }

        File.Delete(staged);
        return Result(folder, read + passedOver, loaded, duplicates);
    }

    private long PassedOver(SourceFile file, string lines)
    {
        long count = 0;
        engine.Read(
            lines,
            batch =>
            {
                for (var row = 0; row < batch.Rows; row++)
                {
                    count++;
                    if (batch.Text(1, row) == "INVALID ENCODING")
                    {
                        throw new ProblemException(new Problem(
                            "SEG-ING-015",
                            $"Source {file.Source}: line {batch.Values<long>(0)[row]} of {file.Path} holds bytes that are no {mapping.Options.Csv.Encoding}: {Shorten(batch.Text(2, row))}",
                            "Declare the encoding that the file is written in, such as `csv: {encoding: windows-1252}`; a file with two encodings must be mended."));
                    }
                }
            },
            null,
            cancellation);
        return count;
    }

    private PartResult Result(string folder, long read, long loaded, long? duplicates)
    {
        var aside = new List<(string Kind, RowCount Count)>();
        var path = Path.Combine(folder, PartResult.AsideFile);
        if (read > loaded)
        {
            engine.Read(
                $"SELECT kind, rule, reason, count(*) FROM read_parquet({Ports.Sql.Literal(path)}) GROUP BY ALL ORDER BY ALL",
                batch =>
                {
                    for (var row = 0; row < batch.Rows; row++)
                    {
                        aside.Add((batch.Text(0, row)!, new RowCount(batch.Text(1, row)!, batch.Text(2, row)!, batch.Values<long>(3)[row])));
                    }
                },
                null,
                cancellation);
        }
        else
        {
            File.Delete(path);
        }

        var leftOut = mapping.LeaveOut.Select(r => new RowCount(r.Rule, r.Reason, aside.Where(a => a.Kind == "left out" && a.Count.Rule == r.Rule).Sum(a => a.Count.Rows)));
        var rejected = aside.Where(a => a.Kind == "rejected").Select(a => a.Count);
        return new PartResult(read, loaded, [.. leftOut], [.. rejected], duplicates, aside.Where(a => a.Kind == "duplicate").Sum(a => a.Count.Rows), [.. mapping.Stored.Select(o => o.Column.Name)]);
    }

    private void RefuseMany(SourceFile file, PartResult result, string folder)
    {
        var rejected = result.Rejected.Sum(r => r.Rows);
        if (rejected <= maxRejected * result.RowsRead)
        {
            return;
        }

        var reasons = string.Join("; ", result.Rejected.OrderByDescending(r => r.Rows).Take(3).Select(r => $"{r.Rows} x {r.Rule} {r.Reason}"));
        throw new ProblemException(new Problem(
            "SEG-ING-030",
            $"Source {file.Source}: {rejected} of {result.RowsRead} rows of {file.Path} cannot be read ({reasons}). The first is {FirstRejected(folder)}",
            FormatHint(result) + "Mend the file, or say under columns and csv how it is written (types, formats, decimal, delimiter, quote); ingest.max_rejected sets the share that may be unreadable."));
    }

    private static string FormatHint(PartResult result)
        => result.Rejected.FirstOrDefault(r => r.Reason is "is not a TIMESTAMP" or "is not a DATE") is { } date
            ? $"Say how its dates are written, such as `columns: {{\"{date.Rule}\": {{type: {(date.Reason.EndsWith("DATE", StringComparison.Ordinal) ? "date" : "timestamp")}, formats: ['%d.%m.%Y']}}}}`. "
            : "";

    private string FirstRejected(string folder)
    {
        var first = "";
        engine.Read(
            $"SELECT coalesce('row ' || row, 'line ' || line), content FROM read_parquet({Ports.Sql.Literal(Path.Combine(folder, PartResult.AsideFile))}) WHERE kind = 'rejected' ORDER BY row NULLS LAST, line LIMIT 1",
            batch => first = $"{batch.Text(0, 0)}: {Shorten(batch.Text(1, 0))}",
            null,
            cancellation);
        return first;
    }

    private static string Shorten(string? text) => text is null ? "" : text.Length <= 300 ? text : text[..300] + " …";

    private long Copy(string query, string folder, string name)
        => engine.Execute($"COPY ({query}) TO {Ports.Sql.Literal(Path.Combine(folder, name))} {PartResult.Parquet}", null, cancellation);

    private long Count(string query)
    {
        long count = 0;
        engine.Read(query, batch => count = batch.Values<long>(0)[0], null, cancellation);
        return count;
    }
}
