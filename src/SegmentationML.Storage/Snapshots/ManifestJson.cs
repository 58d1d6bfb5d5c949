using System.Text.Json.Serialization;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Snapshots;

/// <summary>How the manifest's parts are written: snake case, nulls said, nothing left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 32,
    Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(CurrentVersion))]
[JsonSerializable(typeof(SnapshotContent))]
[JsonSerializable(typeof(SnapshotCommit))]
internal sealed partial class ManifestJson : JsonSerializerContext;
