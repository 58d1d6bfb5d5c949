using System.Text.Json;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Registry.Outbox;

/// <summary>Something that happened in the model registry, for the systems that follow it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The version's number; null where an alias was removed.</param>
internal sealed record RegistryEvent(RegistryEventKind Kind, string Model, long? Version = null)
{
    /// <summary>The messages' topic in the outbox.</summary>
    public const string Topic = "registry";

    /// <summary>The alias that was set or removed.</summary>
    public string? Alias { get; init; }

    /// <summary>The tag's key.</summary>
    public string? Key { get; init; }

    /// <summary>The tag's value.</summary>
    public string? Value { get; init; }

    /// <summary>Of a new version: a sentence or two.</summary>
    public string? Description { get; init; }

    /// <summary>Of a new version: the pipeline whose run made it.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Of a new version: the run that made it.</summary>
    public string? Run { get; init; }

    /// <summary>Of a new version: the published version of the pipeline that it goes with.</summary>
    public long? Snapshot { get; init; }

    /// <summary>Of a new version: options and settings, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Of a new version: figures, by name; not a number and infinite ones are told as such.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Of a new version: tags, such as digests of data and contract.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Adds the event to the outbox, inside the transaction of the change that it tells of.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="now">The time of the change.</param>
    public void Add(LedgerConnection connection, DateTimeOffset now)
        => OutboxRows.Add(connection, Topic, JsonSerializer.Serialize(this, RegistryEventJson.Default.RegistryEvent), now);

    /// <summary>Reads a message of the topic.</summary>
    public static RegistryEvent Parse(string payload)
        => JsonSerializer.Deserialize(payload, RegistryEventJson.Default.RegistryEvent) ?? throw new JsonException("The payload is null.");
}
