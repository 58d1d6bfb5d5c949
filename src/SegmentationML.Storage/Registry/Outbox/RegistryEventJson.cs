using System.Text.Json.Serialization;

namespace SegmentationML.Storage.Registry.Outbox;

/// <summary>How registry events are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegistryEvent))]
internal sealed partial class RegistryEventJson : JsonSerializerContext;
