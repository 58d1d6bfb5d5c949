namespace SegmentationML.Storage.Ledger;

/// <summary>An address that is told of events.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, for routes of alerts and for people.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Events">Which events: areas such as <c>version</c>, or kinds such as <c>version.published</c>.</param>
/// <param name="Created">UTC.</param>
/// <param name="CreatedBy">Who added it.</param>
/// <param name="Removed">UTC; null while it is told of events.</param>
public sealed record WebhookRecord(string Id, string Name, string Url, IReadOnlyList<string> Events, DateTimeOffset Created, string CreatedBy, DateTimeOffset? Removed)
{
    /// <summary>Whether it asks for an event.</summary>
    /// <param name="type">The event's kind, such as <c>version.published</c>.</param>
    public bool AsksFor(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Events.Any(e => e == type || (type.StartsWith(e, StringComparison.Ordinal) && type[e.Length] == '.'));
    }
}
