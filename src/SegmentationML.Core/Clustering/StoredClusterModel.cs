using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentationML.Core.Clustering;

/// <summary>A fitted clustering as it is stored and used again: UTF-8 JSON, plain data, the same model the same bytes.</summary>
/// <param name="Model">What scoring needs, the learnt preparation included.</param>
/// <param name="Codes">Code by cluster number, distinct: K1, K2, … or those that matching with an earlier version gave.</param>
/// <param name="TrainingDigest">SHA-256 of the training features (<see cref="FeatureTable.Digest"/>), hexadecimal; empty when not told.</param>
public sealed record StoredClusterModel(ClusterModel Model, IReadOnlyList<string> Codes, string TrainingDigest)
{
    private const string Format = "segmentationml.cluster-model";
    private const int Version = 1;

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowOutOfOrderMetadataProperties = true,
        AllowDuplicateProperties = false,
    };

    private static readonly JsonSerializerOptions HeaderForm = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>A model with the codes K1, K2, ….</summary>
    public static StoredClusterModel Of(ClusterModel model, string trainingDigest = "")
    {
        ArgumentNullException.ThrowIfNull(model);
        return new StoredClusterModel(model, [.. Enumerable.Range(1, model.Clusters).Select(number => FormattableString.Invariant($"K{number}"))], trainingDigest);
    }

    /// <summary>SHA-256 of what is stored, hexadecimal: two models with the same digest score alike.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, Form)));

    /// <summary>The document.</summary>
    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(new Document(Format, Version, Digest(), this), Form), (byte)'\n'];

    /// <summary>Reads a document; one that was changed, or whose parts do not fit together, is refused.</summary>
    /// <param name="bytes">What <see cref="ToBytes"/> gave; layout and order of the members may be others.</param>
    public static StoredClusterModel Read(ReadOnlySpan<byte> bytes)
    {
        RefuseOthers(bytes);
        Document document;
        try
        {
            document = JsonSerializer.Deserialize<Document>(bytes, Form)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new ProblemException(ClusteringProblems.Document(e.Message), e);
        }

        var why = StoredClusterModelCheck.Flaw(document.Content) ?? (document.Content.Digest() == document.Digest ? null : "its digest is another, so it was changed");
        return why is null ? document.Content : throw new ProblemException(ClusteringProblems.Document(why));
    }

    /// <summary>Name of a label: the cluster's code, or noise, or inactive.</summary>
    /// <param name="label">As scoring gives it.</param>
    public string Name(int label) => label switch
    {
        Partition.Inactive => "inactive",
        < 0 => "noise",
        _ => Codes[label],
    };

    /// <summary>Format and version are looked at first, so that a newer document says so instead of failing at its first new member.</summary>
    private static void RefuseOthers(ReadOnlySpan<byte> bytes)
    {
        Header? header;
        try
        {
            header = JsonSerializer.Deserialize<Header>(bytes, HeaderForm);
        }
        catch (JsonException e)
        {
            throw new ProblemException(ClusteringProblems.Document(e.Message), e);
        }

        var why = header?.Format != Format ? $"its format is '{header?.Format}', not '{Format}'" : header.Version != Version ? $"its version is {header.Version}, known is {Version}" : null;
        if (why is not null)
        {
            throw new ProblemException(ClusteringProblems.Document(why));
        }
    }

    private sealed record Header(string? Format, int Version);

    private sealed record Document(string Format, int Version, string Digest, StoredClusterModel Content);
}
