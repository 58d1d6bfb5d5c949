using System.Security.Cryptography;
using System.Text;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>Takes rows out of a table: keeps them with rule and reason, and lists their places so that the table can leave them out.</summary>
/// <param name="engine">The engine.</param>
/// <param name="source">The table.</param>
/// <param name="folder">Where the files go, absolute.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class QuarantineWriter(IQueryEngine engine, TableSource source, string folder, CancellationToken cancellation)
{
    private const string Bad = "contract_bad";

    /// <summary>Bare name of the file of rows taken out.</summary>
    public string QuarantineFile { get; } = $"quarantine-{source.Name}.parquet";

    /// <summary>Bare name of the file of places that the table leaves out.</summary>
    public string WithoutFile { get; } = $"without-{source.Name}.parquet";

    /// <summary>Collects the rows (one each, whatever the number of rules that it breaks) and returns how many there are.</summary>
    /// <param name="rows">Row rules that take rows out and are broken.</param>
    /// <param name="found">Rows found by key and reference rules that take rows out.</param>
    public long Collect(IReadOnlyList<RowRule> rows, IReadOnlyList<FoundRows> found)
    {
        var parts = new List<string>();
        if (rows.Count > 0)
        {
            var broken = rows.Select((r, i) => $"CASE WHEN {r.Broken} THEN {Entry(i, r.Id, r.Promise, r.Shown)} END");
            parts.Add($"""
                SELECT f, r, unnest(list_filter(b, lambda x: x IS NOT NULL)) AS b FROM (
                  SELECT {TableSource.File} AS f, {TableSource.Row} AS r, [{string.Join(",\n    ", broken)}] AS b
                  FROM ({source.Numbered}) WHERE {string.Join(" OR ", rows.Select(r => $"({r.Broken})"))})
                """);
        }

        parts.AddRange(found.Select((d, i) => $"SELECT f, r, {Entry(rows.Count + i, d.Rule.Id, d.Rule.Promise, "rule_key")} AS b FROM {d.Relation}"));
        engine.Execute(
            $"""
            CREATE OR REPLACE TABLE {Bad} AS
            SELECT f, r, list(b.id ORDER BY b.o) AS rules, string_agg(b.why, '; ' ORDER BY b.o) AS why
            FROM ({string.Join("\nUNION ALL\n", parts)}) GROUP BY f, r
            """,
            null,
            cancellation);
        return Number($"SELECT count(*) FROM {Bad}");
    }

    /// <summary>Writes both files.</summary>
    public void Write()
    {
        engine.Execute(
            $"""
            COPY (
              SELECT {Sql.Literal(source.Name)} AS quarantined_table, list_extract({source.EntryList}, f + 1) AS quarantined_file, r + 1 AS quarantined_row,
                rules[1] AS quarantined_rule, rules AS quarantined_rules, why AS quarantined_reason, t.* EXCLUDE ({TableSource.File}, {TableSource.Row})
              FROM ({source.Numbered}) t JOIN {Bad} b ON b.f = t.{TableSource.File} AND b.r = t.{TableSource.Row}
              ORDER BY f, r) TO {Sql.Literal(Path.Combine(folder, QuarantineFile))} (FORMAT parquet, COMPRESSION zstd)
            """,
            null,
            cancellation);
        var earlier = source.Without is null ? "" : $"UNION ALL SELECT list_position({source.EntryList}, file) - 1, row FROM read_parquet({Sql.Literal(source.Without)})";
        engine.Execute(
            $"""
            COPY (
              SELECT list_extract({source.EntryList}, f + 1) AS file, r AS row FROM (SELECT f, r FROM {Bad} {earlier}) ORDER BY f, r
            ) TO {Sql.Literal(Path.Combine(folder, WithoutFile))} (FORMAT parquet, COMPRESSION zstd)
            """,
            null,
            cancellation);
    }

    /// <summary>SHA-256 in lower-case hex over file and place of each row taken out, in order: equal digest, equal rows taken out.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        engine.Read(
            $"SELECT f, r FROM {Bad} ORDER BY f, r",
            batch =>
            {
                for (var row = 0; row < batch.Rows; row++)
                {
                    hash.AppendData(Encoding.ASCII.GetBytes($"{batch.Values<long>(0)[row]}:{batch.Values<long>(1)[row]}\n"));
                }
            },
            null,
            cancellation);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Sums of columns over the rows taken out, as exact texts.</summary>
    /// <param name="columns">The columns.</param>
    public IReadOnlyList<string> Sums(IReadOnlyList<BoundColumn> columns)
    {
        string[] sums = [];
        if (columns.Count > 0)
        {
            engine.Read(
                $"""
                SELECT {string.Join(", ", columns.Select(c => $"coalesce(sum({c.Exact}), 0)::VARCHAR"))}
                FROM ({source.Numbered}) t JOIN {Bad} b ON b.f = t.{TableSource.File} AND b.r = t.{TableSource.Row}
                """,
                batch => sums = [.. columns.Select((_, i) => batch.Text(i, 0)!)],
                null,
                cancellation);
        }

        return sums;
    }

    /// <summary>Drops what was collected.</summary>
    public void Drop() => engine.Execute($"DROP TABLE IF EXISTS {Bad}", null, cancellation);

    private static string Entry(int order, string id, string promise, string shown)
        => $"{{'o': {order}, 'id': {Sql.Literal(id)}, 'why': {Sql.Literal(promise + "; found ")} || coalesce('''' || ({shown}) || '''', 'nothing')}}";

    private long Number(string sql)
    {
        long number = 0;
        engine.Read(sql, batch => number = batch.Values<long>(0)[0], null, cancellation);
        return number;
    }
}
