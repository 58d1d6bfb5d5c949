using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>Features and keys of a file.</summary>
/// <param name="Features">The features, with the levels of those that are names.</param>
/// <param name="Keys">Key by row.</param>
internal sealed record ClusterFileTable(FeatureTable Features, string[] Keys)
{
    private static readonly string[] NumberTypes = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "FLOAT", "DOUBLE"];

    /// <summary>Reads a file.</summary>
    public static ClusterFileTable Read(IQueryEngine engine, ClusterFileRequest request, CancellationToken cancellation)
    {
        if (!File.Exists(request.Path))
        {
            throw new ProblemException(new Problem("SEG-CLUS-101", $"There is no file {request.Path}.", "Check the path."));
        }

        var source = Source(request.Path);
        var columns = engine.Describe($"SELECT * FROM {source}").ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        ProblemException.ThrowIfAny(ColumnProblems(request, columns));
        var isName = request.Features.Select(feature => columns[feature] is "VARCHAR" or "BOOLEAN" || columns[feature].StartsWith("ENUM", StringComparison.Ordinal)).ToArray();
        var values = new List<double>();
        var keys = new List<string>();
        var levels = isName.Select(name => name ? new Dictionary<string, int>(StringComparer.Ordinal) : null).ToArray();
        var selected = request.Features.Select((feature, i) => $"CAST({Sql.Identifier(feature)} AS {(isName[i] ? "VARCHAR" : "DOUBLE")})");
        var key = request.Key is null ? "'' AS k" : $"CAST({Sql.Identifier(request.Key)} AS VARCHAR)";
        engine.Read($"SELECT {key}, {string.Join(", ", selected)} FROM {source}", batch =>
        {
            var block = new double[batch.Rows * levels.Length];
            for (var f = 0; f < levels.Length; f++)
            {
                Copy(batch, f + 1, levels[f], block.AsSpan(f), levels.Length);
            }

            values.AddRange(block);
            for (var row = 0; row < batch.Rows; row++)
            {
                keys.Add(request.Key is null ? $"{keys.Count + 1:D10}" : batch.Text(0, row) ?? throw new ProblemException(new Problem("SEG-CLUS-104", $"Column '{request.Key}' is empty in row {keys.Count + 1}.", "Give every row a key, or leave --key out to number the rows.")));
            }
        }, null, cancellation);
        return keys.Count == 0
            ? throw new ProblemException(new Problem("SEG-CLUS-102", $"{request.Path} has no rows.", "Give a file with at least one row."))
            : new ClusterFileTable(Table(request, [.. values], [.. keys], levels), [.. keys]);
    }

    private static FeatureTable Table(ClusterFileRequest request, double[] values, string[] keys, Dictionary<string, int>?[] levels)
    {
        var named = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        for (var f = 0; f < levels.Length; f++)
        {
            if (levels[f] is { } known)
            {
                named[request.Features[f]] = [.. known.OrderBy(level => level.Value).Select(level => level.Key)];
            }
        }

        // Rows without a key stand in the order of the file.
        var table = request.Key is null ? FeatureTable.InKeyOrder(values, request.Features) : FeatureTable.WithKeys(values, request.Features, keys);
        return named.Count == 0 ? table : table.WithLevels(named);
    }

    private static void Copy(IColumnBatch batch, int column, Dictionary<string, int>? levels, Span<double> target, int stride)
    {
        var numbers = levels is null ? batch.Values<double>(column) : default;
        for (var row = 0; row < batch.Rows; row++)
        {
            if (batch.IsNull(column, row))
            {
                target[row * stride] = double.NaN;
            }
            else if (levels is null)
            {
                target[row * stride] = numbers[row];
            }
            else
            {
                var text = batch.Text(column, row)!;
                target[row * stride] = levels.TryGetValue(text, out var place) ? place : levels[text] = levels.Count;
            }
        }
    }

    private static IEnumerable<Problem> ColumnProblems(ClusterFileRequest request, Dictionary<string, string> columns)
    {
        foreach (var feature in request.Features.Concat(request.Key is null ? [] : [request.Key]).Where(name => !columns.ContainsKey(name)))
        {
            yield return new Problem("SEG-CLUS-103", $"{request.Path} has no column '{feature}'.", ClosestMatch.Hint(feature, [.. columns.Keys]));
        }

        foreach (var feature in request.Features.Where(columns.ContainsKey).Where(feature => !IsFeature(columns[feature])))
        {
            yield return new Problem("SEG-CLUS-105", $"Column '{feature}' is of type {columns[feature]}.", "Features are numbers, texts or true and false: compute one, such as days since a date.");
        }
    }

    private static bool IsFeature(string type)
        => type is "VARCHAR" or "BOOLEAN" || NumberTypes.Contains(type, StringComparer.Ordinal) || type.StartsWith("DECIMAL", StringComparison.Ordinal) || type.StartsWith("ENUM", StringComparison.Ordinal);

    private static string Source(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".parquet" => $"read_parquet({Sql.Literal(path)})",
            ".json" or ".jsonl" or ".ndjson" => $"read_json({Sql.Literal(path)})",
            ".csv" or ".tsv" or ".txt" => $"read_csv({Sql.Literal(path)}, sample_size = -1)",
            _ => throw new ProblemException(new Problem("SEG-CLUS-106", $"The ending of {path} names no format.", "End it in .csv, .tsv, .json or .parquet (.gz behind a text format).")),
        };
    }
}
