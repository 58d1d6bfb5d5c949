using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentationML.Pipeline.Report;

/// <summary>Numbers for drawing: five digits that count, and null for what is not a number.</summary>
internal sealed class ShortNumber : JsonConverter<double>
{
    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            writer.WriteRawValue(value.ToString("G5"));
            return;
        }

        writer.WriteNullValue();
    }
}
