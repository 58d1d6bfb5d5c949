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

    /// <summary>Reads a file to be clustered: texts, true and false are names, rows come with their order by key.</summary>
    public static ClusterFileTable Read(IQueryEngine engine, ClusterFileRequest request, CancellationToken cancellation)
    {
        var source = Source(request.Path);
        var columns = Columns(engine, source);
        ProblemException.ThrowIfAny(ColumnProblems(request.Path, request.Features.Concat(Others(request.Key, request.Together, request.Apart)), request.Features, columns));
        var isName = request.Features.Select(feature => IsName(columns[feature])).ToArray();
        var (values, keys, levels) = Rows(engine, request.Path, source, request.Features, isName, request.Key, cancellation);

        // Rows without a key stand in the order of the file.
        var table = request.Key is null ? FeatureTable.InKeyOrder(values, request.Features) : FeatureTable.WithKeys(values, request.Features, keys);
        return new ClusterFileTable(levels.Count == 0 ? table : table.WithLevels(levels), keys);
    }

    /// <summary>Reads a file to be scored: what was a name or a number at the fit is read as one, rows stay in the order of the file.</summary>
    public static ClusterFileTable Read(IQueryEngine engine, string path, string? key, FittedPreparation preparation, CancellationToken cancellation)
    {
        var source = Source(path);
        var columns = Columns(engine, source);
        string[] names = [.. preparation.Features.Select(feature => feature.Name)];
        var isName = preparation.Features.Select(feature => feature.Category is not null).ToArray();
        ProblemException.ThrowIfAny(ColumnProblems(path, names.Concat(Others(key)), names, columns).Concat(TextProblems(engine, source, columns, [.. names.Where((_, i) => !isName[i])])));
        var (values, keys, levels) = Rows(engine, path, source, names, isName, key, cancellation);
        var table = FeatureTable.InKeyOrder(values, names);
        return new ClusterFileTable(levels.Count == 0 ? table : table.WithLevels(levels), keys);
    }

    /// <summary>One column as texts, in the order of the file; null where it is empty.</summary>
    public static List<string?> Texts(IQueryEngine engine, string path, string column, CancellationToken cancellation)
    {
        var texts = new List<string?>();
        engine.Read($"SELECT CAST({Sql.Identifier(column)} AS VARCHAR) FROM {Source(path)}", batch =>
        {
            for (var row = 0; row < batch.Rows; row++)
            {
                texts.Add(batch.Text(0, row));
            }
        }, null, cancellation);
        return texts;
    }

    /// <summary>A file as SQL reads it, by its ending.</summary>
    public static string Source(string path)
    {
        if (!File.Exists(path))
        {
            throw new ProblemException(new Problem("SEG-CLUS-101", $"There is no file {path}.", "Check the path."));
        }

        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".parquet" => $"read_parquet({Sql.Literal(path)})",
            ".json" or ".jsonl" or ".ndjson" => $"read_json({Sql.Literal(path)})",
            ".csv" or ".tsv" or ".txt" => $"read_csv({Sql.Literal(path)}, sample_size = -1)",
            _ => throw new ProblemException(new Problem("SEG-CLUS-106", $"The ending of {path} names no format.", "End it in .csv, .tsv, .json or .parquet (.gz behind a text format).")),
        };
    }

    /// <summary>Types by column.</summary>
    public static Dictionary<string, string> Columns(IQueryEngine engine, string source)
        => engine.Describe($"SELECT * FROM {source}").ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);

    private static (double[] Values, string[] Keys, Dictionary<string, IReadOnlyList<string>> Levels) Rows(
        IQueryEngine engine, string path, string source, IReadOnlyList<string> features, bool[] isName, string? key, CancellationToken cancellation)
    {
        var values = new List<double>();
        var keys = new List<string>();
        var levels = isName.Select(name => name ? new Dictionary<string, int>(StringComparer.Ordinal) : null).ToArray();
        var selected = features.Select((feature, i) => $"CAST({Sql.Identifier(feature)} AS {(isName[i] ? "VARCHAR" : "DOUBLE")})");
        engine.Read($"SELECT {(key is null ? "'' AS k" : $"CAST({Sql.Identifier(key)} AS VARCHAR)")}, {string.Join(", ", selected)} FROM {source}", batch =>
        {
            var block = new double[batch.Rows * levels.Length];
            for (var f = 0; f < levels.Length; f++)
            {
                Copy(batch, f + 1, levels[f], block.AsSpan(f), levels.Length);
            }

            values.AddRange(block);
            for (var row = 0; row < batch.Rows; row++)
            {
                keys.Add(key is null ? $"{keys.Count + 1:D10}" : batch.Text(0, row) ?? throw new ProblemException(new Problem("SEG-CLUS-104", $"Column '{key}' is empty in row {keys.Count + 1}.", "Give every row a key, or leave --key out to number the rows.")));
            }
        }, null, cancellation);
        if (keys.Count == 0)
        {
            throw new ProblemException(new Problem("SEG-CLUS-102", $"{path} has no rows.", "Give a file with at least one row."));
        }

        var named = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        for (var f = 0; f < levels.Length; f++)
        {
            if (levels[f] is { } known)
            {
                named[features[f]] = [.. known.OrderBy(level => level.Value).Select(level => level.Key)];
            }
        }

        return ([.. values], [.. keys], named);
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

    private static IEnumerable<string> Others(params string?[] columns) => columns.OfType<string>();

    private static IEnumerable<Problem> ColumnProblems(string path, IEnumerable<string> wanted, IReadOnlyList<string> features, Dictionary<string, string> columns)
    {
        foreach (var name in wanted.Where(name => !columns.ContainsKey(name)))
        {
            yield return new Problem("SEG-CLUS-103", $"{path} has no column '{name}'.", ClosestMatch.Hint(name, [.. columns.Keys]));
        }

        foreach (var feature in features.Where(columns.ContainsKey).Where(feature => !IsName(columns[feature]) && !IsNumber(columns[feature])))
        {
            yield return new Problem("SEG-CLUS-105", $"Column '{feature}' is of type {columns[feature]}.", "Features are numbers, texts or true and false: compute one, such as days since a date.");
        }
    }

    /// <summary>Texts where the fit had numbers.</summary>
    private static IEnumerable<Problem> TextProblems(IQueryEngine engine, string source, Dictionary<string, string> columns, string[] numbers)
    {
        foreach (var name in numbers.Where(name => columns.TryGetValue(name, out var type) && IsName(type)))
        {
            string? odd = null;
            engine.Read($"SELECT CAST({Sql.Identifier(name)} AS VARCHAR) FROM {source} WHERE {Sql.Identifier(name)} IS NOT NULL AND TRY_CAST({Sql.Identifier(name)} AS DOUBLE) IS NULL LIMIT 1", batch => odd = batch.Rows > 0 ? batch.Text(0, 0) : odd);
            if (odd is not null)
            {
                yield return new Problem("SEG-CLUS-105", $"Column '{name}' holds '{odd}', but was a number at the fit.", "Give numbers, or fit anew on names.");
            }
        }
    }

    private static bool IsName(string type) => type is "VARCHAR" or "BOOLEAN" || type.StartsWith("ENUM", StringComparison.Ordinal);

    private static bool IsNumber(string type) => NumberTypes.Contains(type, StringComparer.Ordinal) || type.StartsWith("DECIMAL", StringComparison.Ordinal);
}
