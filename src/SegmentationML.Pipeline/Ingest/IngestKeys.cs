using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SegmentationML.Contracts.Tables;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>Digests of all that determines a result; paths and times are not in them, contents and declarations are.</summary>
internal static class IngestKeys
{
    // Raise it when a change of this folder's code changes rows or counts: cached files are then loaded anew.
    private const int CodeVersion = 3;

    /// <summary>The key of the whole step.</summary>
    public static string OfStep(IngestOptions options, string timeZone, IEnumerable<SourceFile> files)
        => Digest(["step", options.Currency, .. options.Sources.SelectMany(s => new[] { s.Key, s.Value.Table ?? s.Key, Json(s.Value) }), .. options.Lookups.SelectMany(l => new[] { l.Key, Json(l.Value) }),
            $"{options.MaxRejected:R}", timeZone, .. files.SelectMany(f => new[] { f.Source, f.Name, f.Sha256 })]);

    /// <summary>The key of one file's rows.</summary>
    public static string OfPart(IngestPlan plan, SourceFile file)
    {
        var source = plan.Options.Sources[file.Source];
        var lookups = source.Joins.SelectMany(j => plan.FilesOf(j.Lookup).Select(f => f.Sha256).Prepend(Json(plan.Options.Lookups[j.Lookup])).Prepend(j.Lookup));
        return Digest(["part", Shape(source.TableOf(file.Source)!), Json(source), $"{plan.Options.MaxRejected:R}", plan.TimeZone, file.Format.ToString(), $"{file.IsGzip}", file.Sha256, .. lookups]);
    }

    /// <summary>The key of something made from other keyed things.</summary>
    /// <param name="parts">What it is and what it is made from, in order.</param>
    public static string Digest(IEnumerable<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts.Prepend($"ingest {CodeVersion}"))
        {
            var bytes = Encoding.UTF8.GetBytes(part ?? "\0");
            hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Shape(CanonicalTable table) => $"{table}({string.Join(", ", table.Columns.Select(c => $"{c} {c.SqlType}"))})";

    private static string Json(SourceOptions source) => JsonSerializer.Serialize(source with { Path = null, Table = null });

    private static string Json(LookupOptions lookup) => JsonSerializer.Serialize(lookup with { Path = null });
}
