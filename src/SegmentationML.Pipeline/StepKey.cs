using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentationML.Pipeline;

/// <summary>Digests of what a step is made from: the same key, the same output.</summary>
public static class StepKey
{
    /// <summary>How results and options are written as JSON: snake case, enums by name, NaN and infinities by name.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The key of a step.</summary>
    /// <param name="step">Which.</param>
    /// <param name="options">Everything it was told, as a record that JSON can write.</param>
    /// <param name="inputs">Digests of what it reads, in a fixed order.</param>
    /// <param name="code">The digest of the code.</param>
    public static string Of(StepName step, object options, IReadOnlyList<string> inputs, string code)
        => OfText(string.Join('\n', [step.ToString(), code, JsonSerializer.Serialize(options, options.GetType(), Json), .. inputs]));

    /// <summary>SHA-256 over a text's UTF-8 bytes, lower-case hex.</summary>
    /// <param name="text">The text.</param>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The digest of the code that can change a result: this library, Core, and the engine's library. Builds are deterministic, so the same code has the same digest.</summary>
    /// <param name="engine">The engine in use.</param>
    public static string OfCode(Ports.IQueryEngine engine)
        => OfText(string.Join('\n', new[] { typeof(StepKey).Module, typeof(Core.Problem).Module, engine.GetType().Module }.Select(m => m.ModuleVersionId.ToString("N"))));
}
