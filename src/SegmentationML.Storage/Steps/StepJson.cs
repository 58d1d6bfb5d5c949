using System.Text.Json.Serialization;

namespace SegmentationML.Storage.Steps;

/// <summary>How <c>step.json</c> is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StepFile))]
internal sealed partial class StepJson : JsonSerializerContext;
