using System.Text.Json.Serialization;

namespace SegmentationML.Storage;

/// <summary>How <c>workspace.json</c> is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkspaceStamp))]
internal sealed partial class WorkspaceJson : JsonSerializerContext;
