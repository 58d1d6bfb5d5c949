using System.Text.Json.Serialization;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Snapshots;

namespace SegmentationML.Storage.Registry;

/// <summary>How the manifest's parts are written: snake case, nulls said, nothing left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 32,
    Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(ModelContent))]
[JsonSerializable(typeof(ModelCommit))]
[JsonSerializable(typeof(IReadOnlyList<SnapshotContract>))]
internal sealed partial class ModelJson : JsonSerializerContext;
