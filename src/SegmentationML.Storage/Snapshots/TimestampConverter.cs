using System.Text.Json;
using System.Text.Json.Serialization;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Times in the manifest look as they do in the ledger: UTC, milliseconds, <c>Z</c>.</summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Timestamp.Parse(reader.GetString()!);
        }
        catch (FormatException e)
        {
            throw new JsonException("A time is written as 2026-11-22T09:30:15.000Z.", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Timestamp.Text(value));
}
